import { afterAll, beforeAll } from 'vitest'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { AccountLines } from '#lib/messages/account-lines.ts'
import { applyReceipts } from '#lib/messages/apply-receipts.ts'
import { type Dispatcher, LEASE_MS } from '#lib/messages/dispatch-chunk.ts'
import { dispatchLoop } from '#lib/messages/dispatch-loop.ts'
import { Pace } from '#lib/messages/pace.ts'
import { pollReceipts } from '#lib/messages/poll-receipts.ts'
import { startDueMessages } from '#lib/messages/start-due-messages.ts'
import { Waker } from '#lib/messages/waker.ts'
import { type Actor, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { type Database, openDatabase } from '#lib/platform/database.ts'
import { createLogger } from '#lib/platform/log.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { testDatabase } from './database.ts'

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
  let open: Database
  const workers: { stop: () => Promise<void> }[] = []
  const made = { query: database.query } as Product
  beforeAll(async () => {
    open = openDatabase(database.url, { max: 24 })
    const [row] = await database.query<{ id: number }>(
      `insert into app_user (email, name, role, password_hash) values ('op@example.com', 'Op', 'operator', '-') returning id`,
    )
    await database.query(`insert into installation (era) values ('testera1')`)
    const userId = row?.id ?? 0
    const as = (actor: Actor): RootCtx => ({
      db: open.prisma,
      pool: open.pool,
      actor,
      log: createLogger({ level: 'warn' }),
      now: () => new Date(),
      config: {
        publicUrl: 'http://127.0.0.1:9',
        encryptionKey: { id: 'test', bytes: new Uint8Array(32) },
        rehearsalUrl: rehearsalUrl(),
      },
    })
    made.operator = as({ kind: 'user', userId, role: 'operator', sessionId: '-', ip: null })
    made.system = as({ kind: 'system', name: 'test' })
    await inTx(made.system, async (ctx) => {
      await createAccountIn(ctx, {
        provider: 'rehearsal',
        name: 'rehearsal',
        settings: { defaultCountry: 'KE', latencyMs: 1, receiptDelayMs: 50, receipts: 'poll', ...settings },
        isDefault: true,
      })
      await createSenderIn(ctx, { account: 'rehearsal', value: 'REHEARSAL', approve: true })
    })
    await addCredits(made.system, { amount: 1000 })
  })
  afterAll(async () => {
    await Promise.all(workers.map((w) => w.stop()))
    await open.close()
  })
  made.startWorker = async (name = 'test-worker') => {
    const worker = runWorker(made.system, name)
    workers.push(worker)
    return worker
  }
  return made
}

/** The worker's loops and rounds without its process. */
function runWorker(root: RootCtx, name: string): { stop: () => Promise<void> } {
  let stopping = false
  const lines = new AccountLines(root)
  const waker = new Waker()
  const dispatcher: Dispatcher = {
    root,
    pace: new Pace(root.pool, name, LEASE_MS),
    line: lines.open,
    stopping: () => stopping,
    clock: { monotonic: () => performance.now(), wall: () => Date.now() },
  }
  const round = async () => {
    while (!stopping) {
      await startDueMessages(root)
      await applyReceipts(root)
      await pollReceipts(root, lines.open)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const running = [round(), ...Array.from({ length: 4 }, () => dispatchLoop(dispatcher, name, waker))]
  return {
    stop: async () => {
      if (stopping) return
      stopping = true
      waker.wake()
      await Promise.all(running)
      await lines.close()
    },
  }
}

/** Waits until the probe is satisfied; fails with what it last said after ten seconds. */
export async function until<T>(
  probe: () => Promise<T>,
  satisfied: (value: T) => boolean,
  ms = 10_000,
): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const value = await probe()
    if (satisfied(value)) return value
    if (performance.now() > end) throw new Error(`waited in vain; last: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
