import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'
import { withQuery } from '#components/with-query.ts'

const contacts = () => import('#lib/contacts/schema.ts')

/** What the composer reads beside its server actions: where people and texts can come from. */
export const choices = {
  groups: () =>
    queryOptions({
      queryKey: ['choices', 'groups'],
      queryFn: ({ signal }) =>
        readApi('/groups', () => contacts().then(({ groupPage }) => groupPage), signal),
      retry: retryRead,
    }),

  /** What a text can say of the people in these groups. */
  values: (groupIds: readonly number[]) =>
    queryOptions({
      queryKey: ['choices', 'values', groupIds],
      queryFn: ({ signal }) =>
        readApi(
          withQuery('/groups/values', { group: groupIds.map(String) }),
          () => contacts().then(({ valuesView }) => valuesView),
          signal,
        ),
      enabled: groupIds.length > 0,
      placeholderData: (before) => before,
      retry: retryRead,
    }),

  templates: () =>
    queryOptions({
      queryKey: ['choices', 'templates'],
      queryFn: ({ signal }) =>
        readApi(
          '/templates?limit=200',
          () => import('#lib/templates/schema.ts').then(({ templatePage }) => templatePage),
          signal,
        ),
      retry: retryRead,
    }),

  /** Messages whose people can be left out, newest first. */
  messages: () =>
    queryOptions({
      queryKey: ['choices', 'messages'],
      queryFn: ({ signal }) =>
        readApi(
          '/sms?limit=100',
          () => import('#lib/messages/schema.ts').then(({ messagePage }) => messagePage),
          signal,
        ),
      retry: retryRead,
    }),
}
