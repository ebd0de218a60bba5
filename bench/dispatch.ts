/**
 * How fast a planned message leaves, against two other ways of making the same requests to the same local provider in the
 * same run: a bare loop of undici, and one job per recipient on pg-boss. Medians of `--runs`; only the ratios mean anything
 * on another machine. Usage: node bench/dispatch.ts [--recipients 100000] [--runs 5] [--large 2000000]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { Pool } from 'undici'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { poll } from '#lib/platform/clock.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { openDatabase } from '#lib/platform/database.ts'
import { keyId } from '#lib/platform/encryption.ts'
import { createLogger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'
import { freshWorkers } from '#lib/platform/worker-beat.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { workerFlags } from '../scripts/worker-flags.mjs'

const { values } = parseArgs({
  options: {
    recipients: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    large: { type: 'string', default: '0' },
  },
})
const RECIPIENTS = Number(values.recipients)
const RUNS = Number(values.runs)
/** Requests on the way at a time, in all three ways. */
const IN_FLIGHT = 200
const BATCH = 1000
const KEY = new Uint8Array(32).fill(7)

const folder = mkdtempSync(join(tmpdir(), 'longwave-bench-'))
const server = await startPostgres({ dataDir: join(folder, 'data'), log: createLogger({ level: 'warn' }) })
await migrate(server.url)
const database = openDatabase(server.url, { max: 8 })
const root = contextOf()
const fast = await startProvider(0)
const slow = await startProvider(100)
const accounts = await furnish()
const worker = startWorker()
if (!(await poll(async () => (await freshWorkers(database.pool))[0], { forMs: 60_000 })))
  throw new Error('the worker did not start')

const rates: Record<string, number[]> = {}
for (let run = 0; run < RUNS; run++) {
  await measure('bare loop, single', () => bareLoop(fast.url, RECIPIENTS))
  await measure('longwave, single', () => longwave(accounts.single, RECIPIENTS))
  await measure('pg-boss, single', () => jobPerRecipient(fast.url, Math.min(RECIPIENTS, 20_000)))
  await measure(`longwave, ${BATCH} a request`, () => longwave(accounts.batch, RECIPIENTS * 3))
  await setCommitDelay(5000)
  await measure('longwave, 5 ms a commit', () => longwave(accounts.single, RECIPIENTS))
  await setCommitDelay(0)
}
const latencyRate = await longwave(accounts.slow, 20_000)
const smallRate = await longwave(accounts.single, 10_000)
const largeRate = Number(values.large) > 0 ? await longwave(accounts.single, Number(values.large)) : null
report()
worker.kill('SIGTERM')
await once(worker, 'exit')
for (const { child } of [fast, slow]) child.kill('SIGTERM')
await database.close()
await server.stop()
rmSync(folder, { recursive: true })

async function measure(name: string, run: () => Promise<number>): Promise<void> {
  const rate = await run()
  rates[name] = [...(rates[name] ?? []), rate]
  console.log(`${name.padEnd(28)} ${Math.round(rate)} recipients/s`)
}

function report(): void {
  const median = (name: string) =>
    (rates[name] ?? []).toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
  const [bare, single] = [median('bare loop, single'), median('longwave, single')]
  const line = (what: string, ratio: number, target: string) =>
    console.log(`${what.padEnd(52)} ${ratio.toFixed(2)}   target ${target}`)
  console.log(`\nmedians of ${RUNS}`)
  line('single requests / bare loop', single / bare, '0.75')
  line('single requests / one job per recipient', single / median('pg-boss, single'), '4')
  line(`${BATCH} numbers a request / bare loop`, median(`longwave, ${BATCH} a request`) / bare, '2')
  line('with 5 ms added to every commit / bare loop', median('longwave, 5 ms a commit') / bare, '0.6')
  line(`at 100 ms latency / what ${IN_FLIGHT} in flight allow`, latencyRate / (IN_FLIGHT * 10), '1')
  if (largeRate !== null)
    line(`a recipient's cost, ${values.large} / 10000 recipients`, smallRate / largeRate, '1 ± 0.15')
  console.log(`most memory of the worker: ${peakMemory(worker)} MiB (target: below 256)`)
}

/** The same requests with nothing behind them: what no sender can be faster than. */
async function bareLoop(url: string, count: number): Promise<number> {
  const pool = new Pool(url, { connections: IN_FLIGHT, pipelining: 1 })
  const headers = { 'x-api-key': 'bench', 'content-type': 'application/json' }
  const began = performance.now()
  let next = 0
  const loop = async () => {
    while (next < count) {
      const body = requestBody(next++)
      const { body: answer } = await pool.request({ method: 'POST', path: '/api/v2/sms/send', headers, body })
      JSON.parse(await answer.text())
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, loop))
  const rate = (count / (performance.now() - began)) * 1000
  await pool.close()
  return rate
}

function requestBody(n: number): string {
  const msisdn = `6681${String(n).padStart(7, '0')}`
  return JSON.stringify({ sender: 'BENCH', content: 'Hello from the bench', msisdns: [msisdn] })
}

/** What a queue library offers out of the box: a job for every recipient, taken in batches and finished one by one. */
async function jobPerRecipient(url: string, count: number): Promise<number> {
  const boss = new PgBoss({ connectionString: server.url, schema: 'bench_queue', max: 8 })
  await boss.start()
  await boss.createQueue('sms')
  for (let from = 0; from < count; from += 5000)
    await boss.insert(
      'sms',
      Array.from({ length: Math.min(5000, count - from) }, (_, i) => ({ data: { n: from + i } })),
    )
  const pool = new Pool(url, { connections: IN_FLIGHT, pipelining: 1 })
  const headers = { 'x-api-key': 'bench', 'content-type': 'application/json' }
  let done = 0
  const began = performance.now()
  await new Promise<void>((resolve) => {
    const work = async (jobs: { data: { n: number } }[]) => {
      await Promise.all(
        jobs.map(async ({ data }) => {
          const body = requestBody(data.n)
          const { body: answer } = await pool.request({
            method: 'POST',
            path: '/api/v2/sms/send',
            headers,
            body,
          })
          await answer.text()
        }),
      )
      done += jobs.length
      if (done >= count) resolve()
    }
    for (let i = 0; i < 4; i++)
      void boss.work('sms', { batchSize: IN_FLIGHT / 4, pollingIntervalSeconds: 0.5 }, work as never)
  })
  const rate = (count / (performance.now() - began)) * 1000
  await boss.stop({ graceful: true })
  await database.pool.query('drop schema bench_queue cascade')
  await pool.close()
  return rate
}

/** A planned message, from the moment at which it may leave to the last stored outcome. */
async function longwave(account: { id: number; senderId: number }, count: number): Promise<number> {
  const id = await planned(account, count)
  await database.pool.query(`update message set state = 'scheduled', due_at = now() where id = $1`, [id])
  for (;;) {
    const { rows } = await database.pool.query(
      `select state, extract(epoch from finished_at - started_at)::float8 as seconds,
         (select sum(accepted)::int from chunk where message_id = $1) as accepted from message where id = $1`,
      [id],
    )
    const [row] = rows
    if (row.state === 'sent') {
      if (row.accepted !== count) throw new Error(`${row.accepted} of ${count} were accepted`)
      return count / row.seconds
    }
    if (row.state !== 'scheduled' && row.state !== 'sending') throw new Error(`the message is ${row.state}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Rows as the planner writes them; bench/plan.ts measures how long that takes. */
async function planned(account: { id: number; senderId: number }, count: number): Promise<number> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0')
    const id = await insertMessage(client, account, count)
    await client.query('select ensure_recipient_partition($1)', [id])
    await client.query(
      `insert into recipient (message_id, seq, state, charge, parts, price, row_no, updated_at, msisdn)
       select $1, n, 0, 0, 1, 1000, n, now(), '6681' || lpad(n::text, 7, '0') from generate_series(1, $2::int) n`,
      [id, count],
    )
    await client.query(
      `insert into chunk (message_id, chunk_no, account_id, sender_id, last_seq, state, priority, scan_from, queued)
       select $1, no, $2, $3, least((no + 1) * 1000, $4::int), 'waiting', 2, no * 1000 + 1, least(1000, $4::int - no * 1000)
       from generate_series(0, ($4::int - 1) / 1000) no`,
      [id, account.id, account.senderId, count],
    )
    await client.query(
      `insert into ledger_entry (kind, from_book, to_book, amount, message_id) values ('hold', 'available', 'held', $2, $1)`,
      [id, count * 1000],
    )
    await client.query('commit')
    await client.query('vacuum analyze chunk')
    return id
  } finally {
    client.release()
  }
}

async function insertMessage(
  client: pg.PoolClient,
  account: { id: number; senderId: number },
  count: number,
): Promise<number> {
  const { rows } = await client.query(
    `insert into message (user_id, origin, state, content, account_id, sender_id, sender_value, plan_epoch, confirmed_at,
       planned_at, due_at, total, hold, open_chunks, parts, priority, era)
     select u.id, 'api', 'scheduled', 'Hello from the bench', $1, $2, 'BENCH', 1, now(), now(), now() + interval '1 day',
       $3::int, $3::bigint * 1000, ($3::int + 999) / 1000, $3::int, 2, i.era
     from app_user u, installation i returning id`,
    [account.id, account.senderId, count],
  )
  return rows[0].id
}

function contextOf(): RootCtx {
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

type BenchAccount = { id: number; senderId: number }

async function furnish(): Promise<{ single: BenchAccount; batch: BenchAccount; slow: BenchAccount }> {
  await database.pool.query(`insert into installation (era) values ('bench001')`)
  await database.pool.query(
    `insert into app_user (email, name, role, password_hash) values ('b@example.com', 'B', 'admin', '-')`,
  )
  const make = (name: string, baseUrl: string, batchSize: number) =>
    inTx(root, async (ctx) => {
      const settings = {
        ...{ baseUrl, batchSize, allowPrivateHosts: true, defaultCountry: 'TH' },
        ...{ ratePerSecond: 100_000, maxInFlight: IN_FLIGHT },
      }
      const { id } = await createAccountIn(ctx, {
        provider: 'mesms',
        name,
        settings,
        secrets: { apiKey: 'bench' },
      })
      await createSenderIn(ctx, { account: name, value: 'BENCH', approve: true })
      const sender = await ctx.db.sender.findFirstOrThrow({ where: { accountId: id } })
      return { id, senderId: sender.id }
    })
  await addCredits(root, { amount: 900_000_000 })
  return {
    single: await make('single', fast.url, 1),
    batch: await make('batch', fast.url, BATCH),
    slow: await make('slow', slow.url, 1),
  }
}

async function startProvider(latency: number): Promise<{ url: string; child: ChildProcess }> {
  const args = ['bench/provider-server.ts', '--latency', String(latency)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  if (!child.stdout) throw new Error('no output')
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { url, child }
}

/** The worker as it is run everywhere, in a process of its own. */
function startWorker(): ChildProcess {
  const env = {
    ...process.env,
    ...{
      DATABASE_URL: server.url,
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

function peakMemory({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

async function setCommitDelay(microseconds: number): Promise<void> {
  await database.pool.query(`alter system set commit_delay = ${microseconds}`)
  await database.pool.query('alter system set commit_siblings = 0')
  await database.pool.query('select pg_reload_conf()')
}
