import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'

const view = () => import('#lib/sending/schema-sending.ts')

/** Whether anything leaves at all. */
export const sending = {
  key: ['sending'] as const,
  now: () =>
    queryOptions({
      queryKey: sending.key,
      queryFn: ({ signal }) => readApi('/sending', () => view().then((all) => all.sendingView), signal),
      retry: retryRead,
      refetchInterval: 10_000,
    }),
}
