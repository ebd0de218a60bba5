'use client'

import type { DehydratedState } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useMemo } from 'react'

const HeldContext = createContext<DehydratedState>({ mutations: [], queries: [] })

/** What the server has read for the live queries of this place, from all that stand around it. */
export const useHeld = (): DehydratedState => use(HeldContext)

/** Holds what the server has read until the live queries are there to take it. */
export function Held({ state, children }: { state: DehydratedState; children: ReactNode }) {
  const outer = useHeld()
  const all = useMemo(() => ({ ...state, queries: [...outer.queries, ...state.queries] }), [outer, state])
  return <HeldContext value={all}>{children}</HeldContext>
}
