import { clsx } from 'clsx'

/** `caution` is for what stops or deletes and asks first; `danger` for the button that then does it. */
export type Look = 'primary' | 'secondary' | 'quiet' | 'caution' | 'danger'
export type Size = 'sm' | 'md'

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-edge bg-raised text-ink hover:bg-hover',
  quiet: 'text-ink hover:bg-hover',
  caution: 'border border-edge bg-raised text-bad hover:border-bad hover:bg-bad-soft',
  danger: 'bg-bad text-on-bad hover:bg-bad-hover',
}

const sizes: Record<Size, string> = {
  sm: 'min-h-7 px-2 text-sm max-md:min-h-10 max-md:px-3',
  md: 'min-h-control px-3 text-base',
}

/** The looks of a button, for elements that are not a `<button>`. */
export function buttonClass(look: Look = 'secondary', size: Size = 'md', className?: string): string {
  return clsx(
    'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium select-none',
    'transition-colors disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    looks[look],
    sizes[size],
    className,
  )
}
