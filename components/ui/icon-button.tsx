import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** What it does; read aloud, and shown when the pointer or the focus rests on it. */
  label: string
  icon: ReactNode
  size?: 'sm' | 'md'
}

/** A button that is only a picture. */
export function IconButton({
  label,
  icon,
  size = 'md',
  type = 'button',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      data-tooltip={label}
      data-icon-button=""
      className={clsx(
        'inline-grid shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink',
        'disabled:opacity-50 [&_svg]:size-4',
        size === 'sm' ? 'size-7 max-md:size-10' : 'h-control w-control',
        className,
      )}
    >
      {icon}
    </button>
  )
}
