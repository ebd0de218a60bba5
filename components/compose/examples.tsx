'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Price } from './compose-types.ts'
import type { People } from './use-people.ts'

/** The rows that cost most, where not everybody costs the same. */
export function DearestRows({ price, counted }: { price: Price; counted: boolean }) {
  const words = useTranslations('compose.review')
  const shared = useTranslations('common')
  const format = useFormatter()
  return (
    <ul className="tabular flex flex-col">
      {price.dearest.slice(0, 3).map(({ rowNo, msisdn, parts, credits }) => (
        <li key={`${rowNo} ${msisdn}`}>
          {!counted && <span className="text-muted">{words('row', { row: format.number(rowNo) })} </span>}
          {msisdn.length === 64 ? `${msisdn.slice(0, 6)}…` : `+${msisdn}`}{' '}
          <span className="text-muted">
            {shared('parts', { count: parts })} · {shared('credits', { count: credits })}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Whether some cost more than others. */
export const differs = ({ dearest, parts, credits, valid }: Price): boolean =>
  valid > 0 && dearest.some((row) => row.credits !== credits / valid || row.parts !== parts / valid)

/** The text as the shown person gets it. */
export function FirstExample({ text, people, counted }: { text: string; people: People; counted: boolean }) {
  const words = useTranslations('compose.review')
  const format = useFormatter()
  return (
    <>
      {!counted && people.person && (
        <span className="text-muted">{words('row', { row: format.number(people.person.rowNo) })} </span>
      )}
      <q dir="auto" className="as-written line-clamp-3 whitespace-pre-wrap">
        {text}
      </q>
    </>
  )
}
