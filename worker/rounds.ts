import type { Logger } from '#lib/platform/log.ts'

/** Does something again and again, one after the other, until stopped; an error is logged and the next round comes. */
export class Rounds {
  private readonly log: Logger
  private readonly running: Promise<void>[] = []
  private readonly stopped = new AbortController()

  constructor(log: Logger) {
    this.log = log
  }

  /** `run` returns whether there may be more to do at once. */
  every(ms: number, name: string, run: () => Promise<boolean>): void {
    this.running.push(this.go(ms, name, run))
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    await Promise.all(this.running)
  }

  private async go(ms: number, name: string, run: () => Promise<boolean>): Promise<void> {
    const { signal } = this.stopped
    while (!signal.aborted) {
      const more = await run().catch((error: unknown) => {
        this.log.error(`${name} failed; it is tried again`, { error: String(error) })
        return false
      })
      if (!more) await pause(ms, signal)
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
