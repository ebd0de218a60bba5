import { clsx } from 'clsx'
import type { ReactNode } from 'react'

type Fact = { term: ReactNode; value: ReactNode; key?: string }

/** Facts about one thing: a word and its value, line by line. */
export function DescriptionList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={clsx('flex flex-col', className)}>
      {facts.map((fact, index) => (
        <div
          key={fact.key ?? (typeof fact.term === 'string' ? fact.term : index)}
          className="flex justify-between gap-4 border-b border-line py-2 last:border-b-0 sm:justify-start"
        >
          <dt className="max-w-1/2 shrink-0 wrap-anywhere text-muted sm:w-44">{fact.term}</dt>
          <dd className="tabular min-w-0 wrap-anywhere max-sm:text-right">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
