import { type DataTag, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Held } from './held.tsx'

type Entry = readonly [key: QueryKey, data: unknown]

/** What the server has read for a query, under the key that the browser will ask for. */
export const entry = <T,>(options: { queryKey: DataTag<QueryKey, T, Error> }, data: T): Entry => [
  options.queryKey,
  data,
]

/** Hands what the server has read to the live queries below, so that nothing flickers and nothing is read twice. */
export function Prefetched({ entries, children }: { entries: readonly Entry[]; children: ReactNode }) {
  const client = new QueryClient()
  for (const [key, data] of entries) client.setQueryData(key, data)
  return <Held state={dehydrate(client)}>{children}</Held>
}
