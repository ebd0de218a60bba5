import { afterAll, beforeAll } from 'vitest'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { startEngine } from '../worker/engine.ts'
import { testDatabase } from './database.ts'
import { type Installation, openInstallation, setUp } from './installation.ts'

export type Product = {
  /** As an operator asks. */
  operator: RootCtx
  /** As the worker works. */
  system: RootCtx
  query: ReturnType<typeof testDatabase>['query']
  /** Runs a worker inside the test until `stop`, or the end of the file. */
  startWorker: (name?: string) => Promise<{ stop: () => Promise<void> }>
}

/**
 * The product on a database of its own: an installation, an operator, the account `rehearsal` (default country KE)
 * with the approved sender REHEARSAL, and 1,000 credits. `rehearsalUrl` is asked for when the database is there.
 */
export function product(rehearsalUrl: () => string, settings: Record<string, unknown> = {}): Product {
  const database = testDatabase()
  let open: Installation
  const workers: { stop: () => Promise<void> }[] = []
  const made = { query: database.query } as Product
  beforeAll(async () => {
    open = await openInstallation(database.url, rehearsalUrl())
    await setUp(open, { settings })
    made.operator = open.operator
    made.system = open.system
  })
  afterAll(async () => {
    await Promise.all(workers.map((w) => w.stop()))
    await open.close()
  })
  made.startWorker = async (name = 'test-worker') => {
    const worker = startEngine(made.system, { worker: name, watch: null })
    workers.push(worker)
    return worker
  }
  return made
}

/** Waits until the probe is satisfied; fails with what it last said after two minutes, since a busy machine is no failure. */
export async function until<T>(
  probe: () => Promise<T>,
  satisfied: (value: T) => boolean,
  ms = 120_000,
): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const value = await probe()
    if (satisfied(value)) return value
    if (performance.now() > end) throw new Error(`waited in vain; last: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
