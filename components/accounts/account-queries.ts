import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'

const view = () => import('#lib/accounts/schema-states.ts')

/** Whether messages leave through the accounts. */
export const accounts = {
  states: () =>
    queryOptions({
      queryKey: ['accounts', 'states'],
      queryFn: ({ signal }) =>
        readApi('/accounts', () => view().then((all) => all.accountStatesView), signal),
      retry: retryRead,
      refetchInterval: 30_000,
    }),
}
