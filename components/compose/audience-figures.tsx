'use client'

import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import type { Audience } from './compose-types.ts'
import type { Answer } from './use-answer.ts'
import { useReasons } from './use-reasons.ts'

/** Rows that are named before "and more" stands for the rest. */
const NAMED_ROWS = 5

const unreadable = ['INVALID_NUMBER', 'SPREADSHEET_NUMBER']

/** "12 people · 1 doubled · 2 unreadable (rows 3, 17)". Keeps its line, so that nothing moves when the figures come. */
export function AudienceFigures({ audience, isAsked }: { audience: Answer<Audience>; isAsked: boolean }) {
  const words = useTranslations('compose.who')
  const shared = useTranslations('common')
  const { value } = audience
  return (
    <p
      role="status"
      className={clsx(
        'tabular min-h-5 transition-colors',
        // Only a wait that is long enough to be noticed is shown at all.
        value && !audience.isFresh && 'text-muted delay-300',
      )}
    >
      {value ? (
        <>
          {value.valid > 0 && (
            <strong className="font-medium">{shared('people', { count: value.valid })}</strong>
          )}
          <Reasons audience={value} />
        </>
      ) : (
        isAsked && !audience.isFresh && <span className="text-muted">{words('checking')}</span>
      )}
    </p>
  )
}

function Reasons({ audience }: { audience: Audience }) {
  const words = useTranslations('compose.who')
  const format = useFormatter()
  const reasons = useReasons(audience)
  return reasons.map(({ reason, count, short }, index) => {
    const rows = reason === 'UNREADABLE' ? rowsOf(audience) : []
    const more = rows.length < count
    return (
      <span key={reason} className="text-muted">
        {(index > 0 || audience.valid > 0) && ' · '}
        {short}
        {rows.length > 0 &&
          ` (${words(more ? 'rowsAndMore' : 'rows', { rows: rows.map((row) => format.number(row)).join(', '), count: rows.length })})`}
      </span>
    )
  })
}

const rowsOf = ({ examples }: Audience): number[] =>
  examples
    .filter(({ reason }) => unreadable.includes(reason))
    .slice(0, NAMED_ROWS)
    .map(({ rowNo }) => rowNo)
