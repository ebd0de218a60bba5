'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { People } from './use-people.ts'

/** From person to person, by the rows of their own list: "‹ row 17 · 2 of 12,403 ›". */
export function PersonSteps({ people, counted }: { people: People; counted: boolean }) {
  const words = useTranslations('compose.preview')
  const { person, count, move } = people
  if (!person) return null
  const place = { row: person.rowNo, place: person.place + 1, count }
  return (
    <div className="flex items-center justify-between gap-2 text-sm">
      <IconButton
        size="sm"
        icon={<ChevronLeft />}
        label={words('before')}
        disabled={person.place === 0}
        onClick={() => move(-1)}
      />
      <p role="status" className="tabular min-w-0 truncate text-center text-muted">
        <span className="text-ink">{shownNumber(person.msisdn)}</span>{' '}
        {words(counted ? 'place' : 'rowPlace', place)}
      </p>
      <IconButton
        size="sm"
        icon={<ChevronRight />}
        label={words('after')}
        disabled={person.place + 1 >= count}
        onClick={() => move(1)}
      />
    </div>
  )
}

/** A hash is not worth reading. */
const shownNumber = (msisdn: string): string =>
  msisdn.length === 64 ? `${msisdn.slice(0, 6)}…` : `+${msisdn}`
