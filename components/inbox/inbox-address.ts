import { withQuery } from '#components/with-query.ts'
import type { ConversationFilter } from './inbox-queries.ts'

/** What the address of the inbox says. */
export type InboxAddress = { q?: string; show?: 'unread'; cursor?: string }

type Query = Record<string, string | string[] | undefined>

/** Reads the address, as it stands and as the filter of the list; what makes no sense there is left aside. */
export function inboxAddress(query: Query): { address: InboxAddress; filter: ConversationFilter } {
  const one = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() || undefined
  }
  const q = one('q')?.slice(0, 100)
  const show = one('show') === 'unread' ? ('unread' as const) : undefined
  const cursor = /^\d{1,14}-\d{1,15}$/.test(one('cursor') ?? '') ? one('cursor') : undefined
  return {
    address: { ...(q && { q }), ...(show && { show }), ...(cursor && { cursor }) },
    filter: { ...(q && { search: q }), ...(show && { unread: 'true' as const }), ...(cursor && { cursor }) },
  }
}

/** The same view of the list, with a conversation open beside it. */
export const inboxHref = (address: InboxAddress, id?: number): string =>
  withQuery(id === undefined ? '/inbox' : `/inbox/${id}`, { ...address })
