import { clsx } from 'clsx'

/** More is not counted. */
const MOST = 99

const looks = {
  new: { pill: 'bg-accent-soft text-accent', dot: 'bg-accent' },
  doubtful: { pill: 'bg-doubtful-soft text-doubtful', dot: 'bg-doubtful' },
}

type NavBadgeProps = {
  count: number
  /** The same in words. */
  spoken: string
  look: keyof typeof looks
  /** Where a number has no room. */
  dot?: boolean
}

/** How many things wait in a room of the house. */
export function NavBadge({ count, spoken, look, dot }: NavBadgeProps) {
  const words = <span className="sr-only">{spoken}</span>
  if (dot)
    return (
      <span className={clsx('absolute -top-0.5 -right-1 size-2 rounded-full', looks[look].dot)}>{words}</span>
    )
  return (
    <span className={clsx('tabular rounded-full px-1.5 text-xs leading-5 font-medium', looks[look].pill)}>
      <span aria-hidden="true">{count > MOST ? `${MOST}+` : count}</span>
      {words}
    </span>
  )
}
