import { clsx } from 'clsx'
import { type Status, statusFill } from './status.tsx'

type ShareBarProps = {
  /** How long it is, from 0 to 1. */
  share: number
  status: Status
  /** How thick it is, and where it stands. */
  className: string
}

/** One number of a list as a bar, so that the eye compares it with the others. The number itself stands beside it. */
export function ShareBar({ share, status, className }: ShareBarProps) {
  return (
    <span aria-hidden="true" className={clsx('block rounded-full bg-sunken', className)}>
      <span
        className={clsx('block h-full min-w-1 rounded-full', statusFill[status])}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  )
}
