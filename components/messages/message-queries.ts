import { queryOptions } from '@tanstack/react-query'
import { isRefusal, readApi, retryRead } from '#components/api-client.ts'
import { serverNow } from '#components/server-clock.ts'
import { withQuery } from '#components/with-query.ts'
import type { MessageState } from '#lib/messages/rules.ts'
import type { RecipientGroup } from '#lib/messages/rules-recipients.ts'
import type { MessageView, RecipientView } from '#lib/messages/schema.ts'
import { pollMs } from './poll.ts'

export type MessageFilter = {
  state?: readonly MessageState[]
  search?: string
  cursor?: string
  newer?: string
}
export type RecipientFilter = {
  group?: RecipientGroup
  reason?: string
  number?: string
  billed?: 'differing'
  at?: number
  after?: string
  before?: string
}

export const MESSAGES_PER_PAGE = 50
export const RECIPIENTS_PER_PAGE = 100

const views = () => import('#lib/messages/schema.ts')
const followViews = () => import('#lib/messages/schema-follow.ts')

type Known<T> = { data: T | undefined; error: Error | null }

/** When to ask again: after `ms` for as long as an answer can be hoped for. */
const again = <T>({ data, error }: Known<T>, ms: (data: T) => number | false): number | false =>
  data === undefined || isRefusal(error) ? false : ms(data)

const soonest = (messages: readonly MessageView[], atMost: number): number =>
  Math.min(atMost, ...messages.map((message) => pollMs(message, serverNow()) || atMost))

const awaited = new Set<RecipientView['state']>(['queued', 'sending', 'accepted'])

/** Everything that is read about messages. After a change: `invalidateQueries({ queryKey: messages.key })`. */
export const messages = {
  key: ['messages'] as const,

  overview: () =>
    queryOptions({
      queryKey: [...messages.key, 'overview'],
      queryFn: ({ signal }) =>
        readApi('/overview', () => followViews().then((all) => all.overviewView), signal),
      retry: retryRead,
      refetchInterval: ({ state }) =>
        again(state, ({ sending, next }) => soonest([...sending, ...next], 10_000)),
    }),

  list: (filter: MessageFilter) =>
    queryOptions({
      queryKey: [...messages.key, 'list', filter],
      queryFn: ({ signal }) =>
        readApi(
          withQuery('/sms', { ...filter, limit: MESSAGES_PER_PAGE }),
          () => views().then((all) => all.messagePage),
          signal,
        ),
      retry: retryRead,
      refetchInterval: ({ state }) => again(state, (page) => Math.max(2000, soonest(page.messages, 15_000))),
    }),

  one: (uuid: string) =>
    queryOptions({
      queryKey: [...messages.key, uuid],
      queryFn: ({ signal }) =>
        readApi(`/sms/${uuid}`, () => views().then((all) => all.messageDetailView), signal),
      retry: retryRead,
      refetchInterval: ({ state }) => again(state, (message) => pollMs(message, serverNow())),
    }),

  /** Each change of state is an event: so a new state is a new question. */
  history: (uuid: string, state: MessageState) =>
    queryOptions({
      queryKey: [...messages.key, uuid, 'history', state],
      queryFn: ({ signal }) =>
        readApi(`/sms/${uuid}/history`, () => followViews().then((all) => all.historyView), signal),
      placeholderData: (before) => before,
      retry: retryRead,
    }),

  /** What the provider counted, and the totals of each country; once more when nothing changes any longer. */
  billing: (uuid: string, live: boolean) =>
    queryOptions({
      queryKey: [...messages.key, uuid, 'billing', live],
      queryFn: ({ signal }) =>
        readApi(
          `/sms/${uuid}/billing`,
          () => import('#lib/messages/schema-billing.ts').then((all) => all.billingView),
          signal,
        ),
      placeholderData: (before) => before,
      retry: retryRead,
      refetchInterval: ({ state }) => again(state, () => (live ? 10_000 : false)),
    }),

  /** Rows have to be read for it, so it is asked for seldom, and once more when nothing changes any longer. */
  reasons: (uuid: string, live: boolean) =>
    queryOptions({
      queryKey: [...messages.key, uuid, 'reasons', live],
      queryFn: ({ signal }) =>
        readApi(`/sms/${uuid}/reasons`, () => followViews().then((all) => all.reasonsView), signal),
      placeholderData: (before) => before,
      retry: retryRead,
      refetchInterval: ({ state }) => again(state, () => (live ? 10_000 : false)),
    }),

  recipients: (uuid: string, filter: RecipientFilter, live: boolean) =>
    queryOptions({
      queryKey: [...messages.key, uuid, 'recipients', filter],
      queryFn: ({ signal }) =>
        readApi(
          withQuery(`/sms/${uuid}/recipients`, { ...filter, limit: RECIPIENTS_PER_PAGE }),
          () => views().then((all) => all.recipientPage),
          signal,
        ),
      // Looking for one number reads every row: once is enough.
      retry: retryRead,
      refetchInterval: ({ state }) =>
        again(state, () => (live && filter.number === undefined ? 3000 : false)),
    }),

  recipient: (uuid: string, seq: number) =>
    queryOptions({
      queryKey: [...messages.key, uuid, 'recipient', seq],
      queryFn: ({ signal }) =>
        readApi(
          `/sms/${uuid}/recipients/${seq}`,
          () => followViews().then((all) => all.recipientStory),
          signal,
        ),
      retry: retryRead,
      refetchInterval: ({ state }) => again(state, (one) => (awaited.has(one.state) ? 3000 : false)),
    }),
}
