import { useFormatter } from 'next-intl'

/** A number that may change: the locale's separators, and figures of equal width. */
export function Count({ value, className }: { value: number; className?: string }) {
  const format = useFormatter()
  return (
    <span className={`tabular ${className ?? ''}`}>{format.number(value, { maximumFractionDigits: 3 })}</span>
  )
}

type MoneyProps = {
  value: number
  /** ISO 4217. */
  currency: string
  className?: string
}

/** An amount of a currency, written as the reader's locale does. */
export function Money({ value, currency, className }: MoneyProps) {
  const format = useFormatter()
  return (
    <span className={`tabular ${className ?? ''}`}>
      {format.number(value, { style: 'currency', currency })}
    </span>
  )
}
