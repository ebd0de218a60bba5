import { useFormatter } from 'next-intl'

/** A number that may change: the locale's separators, and figures of equal width. */
export function Count({ value, className }: { value: number; className?: string }) {
  const format = useFormatter()
  return (
    <span className={`tabular ${className ?? ''}`}>{format.number(value, { maximumFractionDigits: 3 })}</span>
  )
}
