import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Status, StatusIcon, statusSoft } from './status.tsx'

type NoticeProps = {
  status: Status
  title?: ReactNode
  children?: ReactNode
  /** What can be done about it. */
  action?: ReactNode
  /** Read aloud at once when it appears: for what the person must know now. */
  urgent?: boolean
  className?: string
}

/** A sentence that matters, next to what it is about. */
export function Notice({ status, title, children, action, urgent, className }: NoticeProps) {
  return (
    <div
      role={urgent ? 'alert' : undefined}
      className={clsx(
        'flex gap-2.5 rounded px-3 py-2.5 max-sm:flex-col sm:items-center',
        statusSoft[status],
        className,
      )}
    >
      <div className="flex flex-1 gap-2.5">
        <StatusIcon status={status} className="mt-[3px]" />
        <div className="max-w-prose">
          {title && <p className="font-medium">{title}</p>}
          {children}
        </div>
      </div>
      {action && <div className="flex shrink-0 gap-2">{action}</div>}
    </div>
  )
}
