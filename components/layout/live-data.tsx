'use client'

import { HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { FunctionComponent, ReactNode } from 'react'
import { useHeld } from '../held.tsx'

let shared: QueryClient | undefined

/** What came with the page is not read again as soon as it is there: on a slow line it would always be old by then. */
const STALE_MS = 10_000

const createClient = () => new QueryClient({ defaultOptions: { queries: { retry: 2, staleTime: STALE_MS } } })

/** One for the whole visit in the browser; one for each request on the server, or readers would see each other's data. */
function client(): QueryClient {
  if (typeof window === 'undefined') return createClient()
  shared ??= createClient()
  return shared
}

/**
 * Stands around a part that follows the server while it is looked at: progress, balances. All of a page share one client,
 * and each begins with what the server has read for its place.
 */
export function LiveData({ children }: { children: ReactNode }) {
  const held = useHeld()
  return (
    <QueryClientProvider client={client()}>
      <HydrationBoundary state={held}>{children}</HydrationBoundary>
    </QueryClientProvider>
  )
}

/** A part that stands in `LiveData` wherever it stands. */
export const withLiveData =
  <Props extends object>(Part: FunctionComponent<Props>): FunctionComponent<Props> =>
  (props) => (
    <LiveData>
      <Part {...props} />
    </LiveData>
  )
