import { queryOptions } from '@tanstack/react-query'
import { readApi, retryRead } from '#components/api-client.ts'

/** How many messages wait for a decision. The key lies in that of messages, so that whoever steers one has it read again. */
export const waitingMessages = () =>
  queryOptions({
    queryKey: ['messages', 'waiting'],
    queryFn: ({ signal }) =>
      readApi(
        '/sms/waiting',
        () => import('#lib/messages/schema-follow.ts').then((all) => all.waitingView),
        signal,
      ),
    retry: retryRead,
    refetchInterval: 20_000,
  })
