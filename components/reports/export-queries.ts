import { queryOptions } from '@tanstack/react-query'
import { isRefusal, readApi, retryRead } from '#components/api-client.ts'
import { withQuery } from '#components/with-query.ts'
import type { ExportView } from '#lib/reports/schema-exports.ts'

const views = () => import('#lib/reports/schema-exports.ts')

const isOpen = ({ state }: ExportView): boolean => state === 'waiting' || state === 'running'

export const EXPORTS_PER_PAGE = 50

/** Files that are written in the background. */
export const exportQueries = {
  key: ['exports'] as const,

  one: (id: number) =>
    queryOptions({
      queryKey: [...exportQueries.key, id],
      queryFn: ({ signal }) => readApi(`/exports/${id}`, () => views().then((all) => all.exportView), signal),
      retry: retryRead,
      refetchInterval: ({ state: { data, error } }) =>
        isRefusal(error) || (data && !isOpen(data)) ? false : 700,
    }),

  list: (filter: { cursor?: string }) =>
    queryOptions({
      queryKey: [...exportQueries.key, 'list', filter],
      queryFn: ({ signal }) =>
        readApi(
          withQuery('/exports', { ...filter, limit: EXPORTS_PER_PAGE }),
          () => views().then((all) => all.exportPage),
          signal,
        ),
      retry: retryRead,
      refetchInterval: ({ state: { data } }) => (data?.exports.some(isOpen) ? 1000 : false),
    }),
}
