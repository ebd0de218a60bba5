import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { writeBlob } from '#lib/platform/blob.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { type Database, openDatabase } from '#lib/platform/database.ts'
import { createLogger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { workerFlags } from '../scripts/worker-flags.mjs'
import { barePath, csvOfPeople } from './bare-path.ts'

/**
 * How long a CSV file takes to become planned recipients, against the bare path beside it in the same run: read,
 * check by one pattern, de-duplicate, COPY into a table of the same shape. Usage: node bench/plan.ts [--rows 2000000] [--runs 3]
 */
const { values } = parseArgs({ options: { rows: { type: 'string' }, runs: { type: 'string' } } })
const ROWS = Number(values.rows ?? 2_000_000)
const RUNS = Number(values.runs ?? 3)

const folder = mkdtempSync(join(tmpdir(), 'longwave-bench-'))
const csv = join(folder, 'people.csv')
const server = await startPostgres({ dataDir: join(folder, 'data'), log: createLogger({ level: 'warn' }) })
await migrate(server.url)
const database = openDatabase(server.url)
const root = await install(database)
await pipeline(Readable.from(csvOfPeople(ROWS)), createWriteStream(csv))

const times: { bare: number; planned: number; peak: number }[] = []
for (let run = 0; run < RUNS; run++) {
  const bare = await timed(() => barePath(database.pool, csv, `bare_${run}`))
  const { ms: planned, peakKib, seen } = await planAlone(await upload(root, run))
  const peak = peakKib / 1024
  times.push({ bare, planned, peak })
  console.log(
    `run ${run + 1}: bare ${seconds(bare)}, planned ${seconds(planned)}, ratio ${(planned / bare).toFixed(2)}, ` +
      `peak memory ${Math.round(peak)} MiB, progress seen at ${seen.join(' ')}`,
  )
}
const median = (xs: number[]) => xs.toSorted((a, b) => a - b)[Math.floor(xs.length / 2)] as number
console.log(
  `${ROWS} rows, medians of ${RUNS}: bare ${seconds(median(times.map((t) => t.bare)))}, planned ` +
    `${seconds(median(times.map((t) => t.planned)))}, ratio ${median(times.map((t) => t.planned / t.bare)).toFixed(2)}, ` +
    `peak memory of the planning process ${Math.round(Math.max(...times.map((t) => t.peak)))} MiB`,
)
await database.close()
await server.stop()
rmSync(folder, { recursive: true })

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

/** Plans in a process of its own, whose memory is the planner's alone, and looks at its progress from here. */
async function planAlone(id: number): Promise<{ ms: number; peakKib: number; seen: string[] }> {
  const child = spawn(process.execPath, [...workerFlags, 'test/plan-program.ts', server.url, String(id)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const seen = new Set<string>()
  const look = setInterval(async () => {
    const { rows } = await database.pool.query(
      'select (bytes_read * 100 / greatest(bytes_total, 1)) as share from plan_progress where message_id = $1',
      [id],
    )
    if (rows[0]) seen.add(`${rows[0].share} %`)
  }, 500)
  let output = ''
  for await (const piece of child.stdout) output += piece
  clearInterval(look)
  return { ...JSON.parse(output), seen: [...seen] }
}

async function install({ prisma, pool }: Database): Promise<RootCtx> {
  await pool.query(`insert into installation (era) values ('bench001')`)
  await pool.query(
    `insert into app_user (email, name, role, password_hash) values ('b@example.com', 'B', 'admin', '-')`,
  )
  const ctx: RootCtx = {
    db: prisma,
    pool,
    actor: { kind: 'system', name: 'bench' },
    log: createLogger({ level: 'warn' }),
    now: () => new Date(),
    config: {
      publicUrl: 'http://127.0.0.1:9',
      encryptionKey: { id: 'bench', bytes: new Uint8Array(32) },
      rehearsalUrl: null,
    },
  }
  await inTx(ctx, async (tx) => {
    const settings = { defaultCountry: 'KE' }
    await createAccountIn(tx, { provider: 'rehearsal', name: 'rehearsal', settings, isDefault: true })
    await createSenderIn(tx, { account: 'rehearsal', value: 'REHEARSAL', approve: true })
  })
  await addCredits(ctx, { amount: ROWS * RUNS * 2 })
  return ctx
}

/** The file as the composer leaves it: uploaded, mapped, confirmed. */
async function upload(ctx: RootCtx, run: number): Promise<number> {
  const blobId = await writeBlob(ctx, createReadStream(csv), { mediaType: 'text/csv', maxBytes: 1e9 })
  const source = {
    kind: 'file',
    blobId,
    format: { encoding: 'utf-8', delimiter: ',' },
    hasHeader: true,
    phoneColumn: 0,
    columns: ['phone', 'name'],
  }
  const { rows } = await ctx.pool.query(
    `insert into message (user_id, origin, state, content, account_id, sender_id, sender_value, source, plan_epoch,
       confirmed_at, scheduled_at, name)
     select u.id, 'dashboard', 'planning', 'Hello', s.account_id, s.id, s.value, $1, 1, now(), now() + interval '1 day', $2
     from app_user u, sender s returning id`,
    [JSON.stringify(source), `run ${run}`],
  )
  return rows[0].id
}
