import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { openAccount } from '#lib/accounts/open-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { receiptWays } from '#lib/messages/rules.ts'
import { poll } from '#lib/platform/clock.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { type Database, openDatabase } from '#lib/platform/database.ts'
import { keyId } from '#lib/platform/encryption.ts'
import { createLogger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'
import { freshWorkers } from '#lib/platform/worker-beat.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { workerFlags } from '../../scripts/worker-flags.mjs'

/** Requests on the way at a time, in every way of sending. */
export const IN_FLIGHT = 200
/** Who sends; Send-2 calls its senders by numbers. */
export const SENDER = '12345'
/** Numbers in one request of the account that takes many. */
export const BATCH = 1000

export type BenchAccount = { id: number; senderId: number; sender: string; byReference: boolean }

/** A database, a worker, and providers that answer at once and after 100 ms, each in a process of its own. */
export type Stage = {
  url: string
  database: Database
  worker: ChildProcess
  fastUrl: string
  slowUrl: string
  accounts: { single: BenchAccount; batch: BenchAccount; slow: BenchAccount }
  close: () => Promise<void>
}

const KEY = new Uint8Array(32).fill(7)

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'longwave-bench-'))
  const server = await startPostgres({
    dataDir: join(folder, 'data'),
    log: createLogger({ level: 'warn' }),
  })
  await migrate(server.url)
  const database = openDatabase(server.url, { max: 8 })
  const fast = await startProvider(0)
  const slow = await startProvider(100)
  const accounts = await furnish(database, { fastUrl: fast.url, slowUrl: slow.url })
  const worker = startWorker(server.url, folder)
  if (!(await poll(async () => (await freshWorkers(database.pool))[0], { forMs: 60_000 })))
    throw new Error('the worker did not start')
  const close = async () => {
    worker.kill('SIGTERM')
    await once(worker, 'exit')
    for (const { child } of [fast, slow]) child.kill('SIGTERM')
    await database.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  }
  return { url: server.url, database, worker, fastUrl: fast.url, slowUrl: slow.url, accounts, close }
}

function contextOf(database: Database): RootCtx {
  return {
    db: database.prisma,
    pool: database.pool,
    actor: { kind: 'system', name: 'bench' },
    log: createLogger({ level: 'warn' }),
    now: () => new Date(),
    config: {
      publicUrl: 'http://127.0.0.1:9',
      encryptionKey: { id: keyId(KEY), bytes: KEY },
      rehearsalUrl: null,
    },
  }
}

type Settings = Record<string, unknown>

async function furnish(
  database: Database,
  { fastUrl, slowUrl }: { fastUrl: string; slowUrl: string },
): Promise<Stage['accounts']> {
  const root = contextOf(database)
  await database.pool.query(`insert into installation (era) values ('bench001')`)
  await database.pool.query(
    `insert into app_user (email, name, role, password_hash) values ('b@example.com', 'B', 'admin', '-')`,
  )
  const make = (provider: string, name: string, settings: Settings, secrets: Settings) =>
    inTx(root, async (ctx) => {
      const limits = { ratePerSecond: 100_000, maxInFlight: IN_FLIGHT }
      const all = { allowPrivateHosts: true, defaultCountry: 'TH', ...limits, ...settings }
      const { id } = await createAccountIn(ctx, { provider, name, settings: all, secrets })
      await createSenderIn(ctx, { account: name, value: SENDER, approve: true })
      const sender = await ctx.db.sender.findFirstOrThrow({ where: { accountId: id } })
      const { byReference } = receiptWays((await openAccount(ctx, id)).capabilities)
      return { id, senderId: sender.id, sender: SENDER, byReference }
    })
  await addCredits(root, { amount: 900_000_000 })
  const [token, apiKey] = [{ token: 'bench' }, { apiKey: 'bench' }]
  return {
    single: await make('send2', 'single', { baseUrl: fastUrl }, token),
    batch: await make('mesms', 'batch', { baseUrl: fastUrl, batchSize: BATCH }, apiKey),
    slow: await make('send2', 'slow', { baseUrl: slowUrl }, token),
  }
}

async function startProvider(latency: number): Promise<{ url: string; child: ChildProcess }> {
  const args = ['bench/dispatch/provider-server.ts', '--latency', String(latency)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  if (!child.stdout) throw new Error('no output')
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { url, child }
}

/** The worker as it is run everywhere. */
function startWorker(url: string, folder: string): ChildProcess {
  const env = {
    ...process.env,
    ...{
      DATABASE_URL: url,
      DATA_DIR: join(folder, 'worker'),
      NODE_ENV: 'production' as const,
      LOG_LEVEL: 'warn',
    },
    ...{ ENCRYPTION_KEY: Buffer.from(KEY).toString('base64'), REHEARSAL: 'off' },
  }
  return spawn(process.execPath, [...workerFlags, 'worker/main.ts'], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** MiB that the process had in memory at most. */
export function peakMemory({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

/** Lets every commit take longer, as a slow disk does. */
export async function delayCommits({ database }: Stage, microseconds: number): Promise<void> {
  await database.pool.query(`alter system set commit_delay = ${microseconds}`)
  await database.pool.query('alter system set commit_siblings = 0')
  await database.pool.query('select pg_reload_conf()')
}
