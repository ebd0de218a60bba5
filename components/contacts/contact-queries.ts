import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'
import { withQuery } from '#components/with-query.ts'

const views = () => import('#lib/contacts/schema.ts')

/** What is read about people while something is typed. */
export const contacts = {
  key: ['contacts'] as const,

  /** A few people by part of their name or number; nobody for nothing. */
  search: (text: string) =>
    queryOptions({
      queryKey: [...contacts.key, 'search', text],
      queryFn: ({ signal }) =>
        readApi(
          withQuery('/contacts', { search: text, limit: 6 }),
          () => views().then((all) => all.contactPage),
          signal,
        ),
      enabled: text !== '',
      placeholderData: (before) => before,
      retry: retryRead,
    }),

  /** What one person was sent. Rows are read for it, so it is asked once for a visit. */
  messages: (id: number) =>
    queryOptions({
      queryKey: [...contacts.key, id, 'messages'],
      queryFn: ({ signal }) =>
        readApi(
          `/contacts/${id}/messages`,
          () => import('#lib/messages/schema-follow.ts').then((all) => all.sentToContact),
          signal,
        ),
      retry: retryRead,
      refetchOnWindowFocus: false,
    }),
}
