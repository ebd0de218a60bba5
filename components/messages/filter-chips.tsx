import { clsx } from 'clsx'
import { X } from 'lucide-react'
import NextLink from 'next/link'
import type { ReactNode } from 'react'
import { Count } from '#components/ui/figures.tsx'
import { type Status, StatusIcon } from '#components/ui/status.tsx'

export type FilterChip = {
  key: string
  href: string
  label: ReactNode
  count?: number
  status?: Status
  current: boolean
  /** Pressed again, it is taken away. */
  remove?: boolean
}

/** What a list can be narrowed to, each with how many there are; the address says which is chosen. */
export function FilterChips({ label, chips }: { label: string; chips: readonly FilterChip[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1.5">
        {chips.map((chip) => (
          <li key={chip.key}>
            <NextLink
              href={chip.href}
              scroll={false}
              aria-current={chip.current ? 'true' : undefined}
              className={clsx(
                'inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm transition-colors max-md:min-h-10 max-md:px-3',
                chip.current
                  ? 'border-accent bg-accent-soft font-medium text-accent'
                  : 'border-edge text-ink hover:bg-hover',
              )}
            >
              {chip.status && <StatusIcon status={chip.status} />}
              {chip.label}
              {chip.count !== undefined && (
                <Count value={chip.count} className={chip.current ? 'text-accent' : 'text-muted'} />
              )}
              {chip.current && chip.remove && <X aria-hidden="true" className="-mr-0.5 size-3.5" />}
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
