import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'

const view = () => import('#lib/credits/schema.ts')

/** What can be spent and what is held. */
export const credits = {
  key: ['credits'] as const,
  now: () =>
    queryOptions({
      queryKey: credits.key,
      queryFn: ({ signal }) => readApi('/credit', () => view().then((all) => all.creditView), signal),
      retry: retryRead,
      refetchInterval: 10_000,
    }),
}
