import { clsx } from 'clsx'
import NextLink from 'next/link'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { buttonClass, type Look, type Size } from './button-class.ts'
import { Going } from './coming.tsx'

const stop = (event: MouseEvent) => event.preventDefault()

/** Says that something is going on, in the place where it was asked for. */
function Spinner() {
  return (
    <svg viewBox="0 0 16 16" fill="none" aria-hidden="true" className="size-4 motion-safe:animate-spin">
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

type ButtonProps = ComponentProps<'button'> & {
  look?: Look
  size?: Size
  icon?: ReactNode
  /** For the ear, where several buttons say the same: what this one is about. */
  of?: string | undefined
  /** What was asked for is under way: the button keeps its width and its focus, and does nothing. */
  pending?: boolean
}

/** Says what it does; the number belongs into it. */
export function Button({
  look,
  size,
  icon,
  of,
  pending,
  type = 'button',
  className,
  children,
  ...rest
}: ButtonProps) {
  // A disabled button would lose the focus, and a keyboard its place on the page: so it only refuses.
  const waiting = pending ? { 'aria-disabled': true, 'aria-busy': true, onClick: stop } : {}
  return (
    <button {...rest} {...waiting} type={type} className={buttonClass(look, size, className)}>
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={clsx('inline-flex items-center gap-2', pending && 'opacity-0')}>
        {icon}
        {children}
        {of && <span className="sr-only"> {of}</span>}
      </span>
    </button>
  )
}

type ButtonLinkProps = ComponentProps<typeof NextLink> & { look?: Look; size?: Size; icon?: ReactNode }

/** A link that is the next step, so it looks like a button. */
export function ButtonLink({ look, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <NextLink {...rest} className={buttonClass(look, size, className)}>
      {icon}
      {children}
      <Going />
    </NextLink>
  )
}
