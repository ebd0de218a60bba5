'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'

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
 * Stands around what follows the server while it is looked at: progress, balances. Only the screens that need it carry
 * its weight.
 */
export function LiveData({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client()}>{children}</QueryClientProvider>
}
