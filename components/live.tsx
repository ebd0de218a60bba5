import type { FunctionComponent } from 'react'
import { later } from './ui/later.tsx'

/** A part that comes `later` with live queries: they come with it, and begin with what the server has read (`Prefetched`). */
export const live = <Props extends object>(load: () => Promise<FunctionComponent<Props>>) =>
  later(async () => {
    const [Part, { withLiveData }] = await Promise.all([load(), import('./layout/live-data.tsx')])
    return withLiveData(Part)
  })
