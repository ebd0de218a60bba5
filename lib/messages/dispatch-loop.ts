import { type Dispatcher, dispatchChunk, LEASE_MS } from './dispatch-chunk.ts'
import * as store from './store-dispatch.ts'
import type { Waker } from './waker.ts'

/** How long an idle loop waits for a word before it looks by itself. */
const POLL_MS = 250

/** One of a worker's loops: takes a chunk that nobody works on, sends it, and takes the next, until told to stop. */
export async function dispatchLoop(dispatcher: Dispatcher, worker: string, waker: Waker): Promise<void> {
  const { root, pace } = dispatcher
  while (!dispatcher.stopping()) {
    try {
      const busy = await store.findBusyAccounts(root.pool)
      const accounts = busy.filter((id) => !pace.isDry(id))
      const chunk = await store.claimChunk(root.pool, worker, LEASE_MS, accounts)
      if (!chunk) {
        await waker.wait(POLL_MS)
        continue
      }
      // Others may find work where this one did.
      waker.wake()
      if (chunk.state === 'open') await dispatchChunk(dispatcher, chunk)
    } catch (error) {
      root.log.error('a sending loop stumbled; it goes on', { error: String(error) })
      await waker.wait(1000)
    }
  }
}
