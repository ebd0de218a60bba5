import { setTimeout as delay } from 'node:timers/promises'

/** Milliseconds that only grow, whatever happens to the wall clock. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000_000n)

/** Waits; an abort ends the wait early without an error. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal && { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error
  })
}

/** Asks `probe` until it answers something other than undefined, or until the time is over: then undefined. */
export async function poll<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  { everyMs = 100, forMs, signal }: { everyMs?: number; forMs: number; signal?: AbortSignal },
): Promise<T | undefined> {
  const end = monotonicMs() + forMs
  for (;;) {
    const found = await probe()
    if (found !== undefined || signal?.aborted || monotonicMs() >= end) return found
    await sleep(everyMs, signal)
  }
}
