import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'
import { withQuery } from '#components/with-query.ts'

export type ConversationFilter = { search?: string; unread?: 'true'; cursor?: string }

export const CONVERSATIONS_PER_PAGE = 50

const views = () => import('#lib/inbox/schema.ts')

/** What people wrote to us. After a change: `invalidateQueries({ queryKey: inbox.key })`. */
export const inbox = {
  key: ['inbox'] as const,

  unread: () =>
    queryOptions({
      queryKey: [...inbox.key, 'unread'],
      queryFn: ({ signal }) => readApi('/inbox/unread', () => views().then((all) => all.unreadView), signal),
      retry: retryRead,
      refetchInterval: 20_000,
    }),

  list: (filter: ConversationFilter) =>
    queryOptions({
      queryKey: [...inbox.key, 'list', filter],
      queryFn: ({ signal }) =>
        readApi(
          withQuery('/inbox', { ...filter, limit: CONVERSATIONS_PER_PAGE }),
          () => views().then((all) => all.conversationPage),
          signal,
        ),
      retry: retryRead,
      refetchInterval: 10_000,
    }),

  one: (id: number, cursor: string | undefined) =>
    queryOptions({
      queryKey: [...inbox.key, 'one', id, cursor ?? null],
      queryFn: ({ signal }) =>
        readApi(
          withQuery(`/inbox/${id}`, { cursor }),
          () => views().then((all) => all.conversationDetail),
          signal,
        ),
      retry: retryRead,
      // Something is being said: what was written leaves, and an answer may come.
      refetchInterval: ({ state }) =>
        state.data?.entries.some((one) => one.kind === 'sent' && one.state === 'queued') ? 1500 : 5000,
    }),
}
