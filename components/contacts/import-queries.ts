import { queryOptions } from '@tanstack/react-query'
import { isRefusal, readApi, retryRead } from '#components/api-client.ts'
import { withQuery } from '#components/with-query.ts'
import type { ImportView } from '#lib/contacts/schema-imports.ts'

const views = () => import('#lib/contacts/schema-imports.ts')

export const isUnderway = ({ state }: ImportView): boolean => state === 'waiting' || state === 'running'

/** How far lists are that are being taken in. */
export const imports = {
  key: ['imports'] as const,

  newest: () =>
    queryOptions({
      queryKey: [...imports.key, 'newest'],
      queryFn: ({ signal }) =>
        readApi(withQuery('/imports', { limit: 10 }), () => views().then((all) => all.importPage), signal),
      retry: retryRead,
      refetchInterval: ({ state: { data, error } }) =>
        !isRefusal(error) && data?.imports.some(isUnderway) ? 2000 : false,
    }),

  one: (id: number) =>
    queryOptions({
      queryKey: [...imports.key, id],
      queryFn: ({ signal }) => readApi(`/imports/${id}`, () => views().then((all) => all.importView), signal),
      retry: retryRead,
      refetchInterval: ({ state: { data, error } }) =>
        !isRefusal(error) && data && isUnderway(data) ? 1000 : false,
    }),
}
