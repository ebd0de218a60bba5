import { withQuery } from '#components/with-query.ts'
import type { LedgerKind } from '#lib/credits/rules-statement.ts'

/** What the statement can be narrowed to, by kind. */
export const entriesOf = {
  added: 'top_up',
  taken: 'correction',
  held: 'hold',
  spent: 'settle',
  back: 'refund',
} as const satisfies Record<string, LedgerKind>

type Show = keyof typeof entriesOf
export const shows = Object.keys(entriesOf) as Show[]

/** What the address of the statement says. */
export type StatementAddress = { show?: Show; person?: string; from?: string; to?: string; cursor?: string }

type Query = Record<string, string | string[] | undefined>

/** Reads the address; what makes no sense there is left aside. */
export function readStatementAddress(query: Query): StatementAddress {
  const one = (name: string, form: RegExp) => {
    const value = query[name]
    return typeof value === 'string' && form.test(value) ? value : undefined
  }
  return {
    show: shows.find((show) => show === query.show),
    person: one('person', /^\d{1,9}$/),
    from: one('from', /^\d{4}-\d{2}-\d{2}$/),
    to: one('to', /^\d{4}-\d{2}-\d{2}$/),
    cursor: one('cursor', /^\d{1,15}$/),
  }
}

export const statementHref = (address: StatementAddress): string =>
  withQuery('/reports/credits', { ...address })
