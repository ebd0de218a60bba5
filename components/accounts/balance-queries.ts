import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'

const view = () => import('#lib/accounts/schema-balance.ts')

/** The balances at all providers. After one was asked for again: `invalidateQueries({ queryKey: balances.key })`. */
export const balances = {
  key: ['balances'] as const,
  all: () =>
    queryOptions({
      queryKey: balances.key,
      queryFn: ({ signal }) => readApi('/balances', () => view().then((all) => all.balancesView), signal),
      retry: retryRead,
      refetchInterval: 60_000,
    }),
}
