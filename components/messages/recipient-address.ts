import { withQuery } from '#components/with-query.ts'
import { type RecipientGroup, recipientGroups } from '#lib/messages/rules-recipients.ts'
import type { RecipientFilter } from './message-queries.ts'

/** What the address of a recipients page says. */
export type RecipientAddress = {
  show?: RecipientGroup
  reason?: string
  number?: string
  /** Only those whose parts the provider counted otherwise. */
  billed?: 'differing'
  /** A place in the list, from 1. */
  at?: number
  after?: string
  before?: string
  /** Whose story is open, by the place in the message. */
  person?: number
}

type Query = Record<string, string | string[] | undefined>

const cursor = /^\d{1,16}$/
const place = /^\d{1,10}$/

/** Reads the address; what makes no sense there is left aside. */
export function readAddress(query: Query): RecipientAddress {
  const one = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() || undefined
  }
  const [after, before, person, at] = [one('after'), one('before'), one('person'), one('at')]
  return {
    show: recipientGroups.find((group) => group === one('show')),
    reason: one('reason')?.slice(0, 100),
    number: one('number')?.slice(0, 200),
    billed: one('billed') === 'differing' ? 'differing' : undefined,
    at: at && place.test(at) ? Math.min(Math.max(1, Number(at)), 2_147_483_647) : undefined,
    after: after && cursor.test(after) ? after : undefined,
    before: before && cursor.test(before) ? before : undefined,
    person: person && place.test(person) ? Number(person) : undefined,
  }
}

/** Without undefined, because a key of a query is compared as JSON on both sides. */
export function filterOf({
  show,
  reason,
  number,
  billed,
  at,
  after,
  before,
}: RecipientAddress): RecipientFilter {
  if (number) return { number }
  const all = { group: show, reason, billed, at, after, before }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

export const recipientsHref = (uuid: string, address: RecipientAddress): string =>
  withQuery(`/messages/${uuid}/recipients`, { ...address })
