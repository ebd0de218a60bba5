import { clsx } from 'clsx'
import type { ReactNode } from 'react'

type EmptyStateProps = {
  icon?: ReactNode
  title: ReactNode
  /** What this place is for. */
  children?: ReactNode
  /** The one next step. */
  action?: ReactNode
  className?: string
}

/** A place where there is nothing yet: says what it is for and offers the one next step. */
export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={clsx('flex flex-col items-start gap-3 border-t border-line py-10', className)}>
      {icon && (
        <span
          aria-hidden="true"
          className="grid size-9 place-items-center rounded bg-accent-soft text-accent [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <div className="flex max-w-prose flex-col gap-1">
        <p className="text-lg font-medium">{title}</p>
        {children && <div className="text-muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
