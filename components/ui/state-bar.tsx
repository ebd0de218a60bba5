import { clsx } from 'clsx'
import NextLink from 'next/link'
import { useFormatter } from 'next-intl'
import { type Status, StatusIcon, statusFill } from './status.tsx'

type Segment = {
  id: string
  status: Status
  /** The state in words. */
  label: string
  count: number
  /** Leads to those that it counts. */
  href?: string
}

type StateBarProps = {
  /** What is counted, for the ear. */
  label: string
  /** In the order in which they should be read; together they are the whole. */
  segments: readonly Segment[]
  className?: string
}

/** A whole divided into its states: one bar, and under it each state with its count. Nobody is left out. */
export function StateBar({ label, segments, className }: StateBarProps) {
  const format = useFormatter()
  return (
    <div className={clsx('flex flex-col gap-3', className)}>
      <div aria-hidden="true" className="flex h-2 gap-0.5 overflow-hidden rounded-full bg-sunken">
        {segments
          .filter((segment) => segment.count > 0)
          .map((segment) => (
            <div
              key={segment.id}
              className={clsx('min-w-1 basis-0 transition-[flex-grow]', statusFill[segment.status])}
              style={{ flexGrow: segment.count }}
            />
          ))}
      </div>
      <ul aria-label={label} className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-6 gap-y-3">
        {segments.map((segment) => (
          <li key={segment.id} className="flex flex-col">
            <span className="tabular text-xl font-medium">{format.number(segment.count)}</span>
            <span className="flex items-center gap-1.5 text-sm text-muted">
              <StatusIcon status={segment.status} />
              {segment.href && segment.count > 0 ? (
                <NextLink
                  href={segment.href}
                  className="rounded-sm underline decoration-control underline-offset-2 hover:text-ink"
                >
                  {segment.label}
                </NextLink>
              ) : (
                segment.label
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
