import { createAccountIn } from '#lib/accounts/create-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { type Actor, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { openDatabase } from '#lib/platform/database.ts'
import { createLogger } from '#lib/platform/log.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import type { Kept } from '#lib/sending/era-rules.ts'
import { InstallationWatch } from '#lib/sending/watch-installation.ts'
import { type Engine, startEngine } from '../worker/engine.ts'

export type Installation = {
  /** As an operator asks. */
  operator: RootCtx
  /** As the worker works. */
  system: RootCtx
  url: string
  close: () => Promise<void>
}

/** Opens the product on a database that has been set up by `setUp`, here or in the database that it is a copy of. */
export async function openInstallation(
  url: string,
  rehearsalUrl: string,
  verify?: (client: import('pg').ClientBase) => Promise<void>,
): Promise<Installation> {
  const open = openDatabase(url, { max: 24, ...(verify && { verify }) })
  const as = (actor: Actor): RootCtx => ({
    db: open.prisma,
    pool: open.pool,
    actor,
    log: createLogger({ level: process.env.TEST_LOG === 'on' ? 'debug' : 'silent' }),
    now: () => new Date(),
    config: {
      publicUrl: 'http://127.0.0.1:9',
      encryptionKey: { id: 'test', bytes: new Uint8Array(32) },
      rehearsalUrl,
    },
  })
  const system = as({ kind: 'system', name: 'test' })
  return {
    system,
    operator: as({ kind: 'user', userId: 1, role: 'operator', sessionId: '-', ip: null }),
    url,
    close: open.close,
  }
}

/**
 * Makes an empty migrated database usable: an installation, an operator (id 1), the account `rehearsal` (default country
 * KE) with the approved sender REHEARSAL, and credits.
 */
export async function setUp(
  { system }: Pick<Installation, 'system'>,
  { settings = {}, credits = 1000 }: { settings?: Record<string, unknown>; credits?: number } = {},
): Promise<void> {
  await system.pool.query(
    `insert into app_user (email, name, role, password_hash) values ('op@example.com', 'Op', 'operator', '-')`,
  )
  await system.pool.query(`insert into installation (era) values ('testera1')`)
  await inTx(system, async (ctx) => {
    await createAccountIn(ctx, {
      provider: 'rehearsal',
      name: 'rehearsal',
      settings: { defaultCountry: 'KE', latencyMs: 1, receiptDelayMs: 50, receipts: 'poll', ...settings },
      isDefault: true,
    })
    await createSenderIn(ctx, { account: 'rehearsal', value: 'REHEARSAL', approve: true })
  })
  await addCredits(system, { amount: credits })
}

/** A worker's file that lives in memory, as long as its test wants. */
export function memoryFile(kept: Kept | null = null): {
  read: () => Kept | null
  write: (seen: Kept) => void
} {
  let content = kept
  return {
    read: () => content,
    write: (seen) => {
      content = seen
    },
  }
}

/** A worker inside the test that looks at its database as a real one does; `file` is what it has seen before. */
export async function startWatchedWorker(
  installation: Installation,
  file = memoryFile(),
): Promise<Engine & { watch: InstallationWatch }> {
  const watch = new InstallationWatch(installation.system, { url: installation.url, file })
  await watch.check()
  return { ...startEngine(installation.system, { worker: 'test-worker', watch }), watch }
}
