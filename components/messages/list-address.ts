import { withQuery } from '#components/with-query.ts'
import { type MessageState, waitingStates } from '#lib/messages/rules.ts'
import type { MessageFilter } from './message-queries.ts'

const statesOf = {
  active: ['planning', 'sending', 'paused'],
  scheduled: ['scheduled'],
  attention: waitingStates,
  sent: ['sent'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} as const satisfies Record<string, readonly MessageState[]>

type Show = keyof typeof statesOf

/** What the list of messages can be narrowed to. */
export const shows = Object.keys(statesOf) as Show[]

/** What the address of the list says. */
export type MessagesAddress = { show?: Show; q?: string; cursor?: string; newer?: string }

type Query = Record<string, string | string[] | undefined>

/** Reads the address, as it stands and as the filter of the list; what makes no sense there is left aside. */
export function listAddress(query: Query): { address: MessagesAddress; filter: MessageFilter } {
  const one = (name: string) => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() || undefined
  }
  const cursor = (name: string) => (/^\d{1,15}$/.test(one(name) ?? '') ? one(name) : undefined)
  const address: MessagesAddress = {
    show: shows.find((show) => show === one('show')),
    q: one('q')?.slice(0, 100),
    cursor: cursor('cursor'),
    newer: cursor('newer'),
  }
  const all = {
    state: address.show && statesOf[address.show],
    search: address.q,
    cursor: address.cursor,
    newer: address.newer,
  }
  return {
    address,
    filter: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  }
}

export const listHref = (address: MessagesAddress): string => withQuery('/messages', { ...address })
