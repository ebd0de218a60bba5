import { clsx } from 'clsx'

type Point = { at: string; value: number }

const WIDTH = 96
const HEIGHT = 24
/** Half the line's width, so that it is not cut at the edges. */
const EDGE = 1

/** How a number went, as small as a word. What it shows is said in words beside it, so the ear is spared it. */
export function Sparkline({ points, className }: { points: readonly Point[]; className?: string }) {
  if (points.length < 2) return null
  const times = points.map(({ at }) => Date.parse(at))
  const values = points.map(({ value }) => value)
  const x = scale(times, EDGE, WIDTH - EDGE)
  const y = scale(values, HEIGHT - EDGE, EDGE)
  const line = points.map((_, n) => `${x(times[n] ?? 0)},${y(values[n] ?? 0)}`).join(' ')
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={clsx('h-6 w-24 shrink-0 text-muted', className)}
    >
      <polyline
        points={line}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** Maps values from their least to their greatest onto a stretch; where all are equal, onto its middle. */
function scale(values: readonly number[], from: number, to: number): (value: number) => string {
  const [least, span] = [Math.min(...values), Math.max(...values) - Math.min(...values)]
  return (value) => (span === 0 ? (from + to) / 2 : from + ((value - least) / span) * (to - from)).toFixed(1)
}
