import { useFormatter } from 'next-intl'

/** A number that may change: the locale's separators, figures of equal width, and never broken in two. */
export function Count({ value, className }: { value: number; className?: string }) {
  const format = useFormatter()
  return (
    <span className={`tabular whitespace-nowrap ${className ?? ''}`}>
      {format.number(value, { maximumFractionDigits: 3 })}
    </span>
  )
}
