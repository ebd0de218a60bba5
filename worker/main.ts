import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import pg from 'pg'
import { AccountLines } from '#lib/messages/account-lines.ts'
import { applyReceipts } from '#lib/messages/apply-receipts.ts'
import type { Dispatcher } from '#lib/messages/dispatch-chunk.ts'
import { LEASE_MS } from '#lib/messages/dispatch-chunk.ts'
import { dispatchLoop } from '#lib/messages/dispatch-loop.ts'
import { Pace } from '#lib/messages/pace.ts'
import { pollReceipts } from '#lib/messages/poll-receipts.ts'
import { startDueMessages } from '#lib/messages/start-due-messages.ts'
import { Waker } from '#lib/messages/waker.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { openDatabase } from '#lib/platform/database.ts'
import { parseEnv } from '#lib/platform/env.ts'
import { loadKeys } from '#lib/platform/keys.ts'
import { createLogger } from '#lib/platform/log.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'
import { StartError, stopExitCode } from '#lib/platform/start-error.ts'
import { beat, beatEveryMs, endBeat } from '#lib/platform/worker-beat.ts'
import { Queue } from '#lib/queue/open-queue.ts'
import { workOnJobs } from './jobs.ts'
import { startRehearsal } from './rehearsal.ts'
import { Rounds } from './rounds.ts'

/** Chunks that one worker sends at a time. */
const LOOPS = 8

/** The second program: plans long lists, sends, and takes in what providers report, until it is told to stop. */
async function main(): Promise<void> {
  const env = parseEnv()
  const worker = `${hostname()}.${process.pid}.${randomBytes(3).toString('hex')}`
  const log = createLogger({ level: env.LOG_LEVEL, fields: { program: 'worker' } })
  const url = await resolveDatabaseUrl(env)
  const rehearsal = await startRehearsal(env)
  const database = openDatabase(url, { max: LOOPS + 8, name: 'longwave worker' })
  const root: RootCtx = {
    db: database.prisma,
    pool: database.pool,
    actor: { kind: 'system', name: 'worker' },
    log,
    now: () => new Date(),
    config: {
      publicUrl: env.PUBLIC_URL,
      encryptionKey: loadKeys(env).encryptionKey,
      rehearsalUrl: rehearsal.url,
    },
  }
  const stop = new AbortController()
  const lines = new AccountLines(root)
  const waker = new Waker()
  const listener = await listen(url, waker)
  const queue = await Queue.open(database.pool, {
    works: true,
    onError: (e) => log.error('queue', { error: String(e) }),
  })
  await workOnJobs(root, queue)
  const rounds = startRounds(root, worker, lines)
  const dispatcher: Dispatcher = {
    root,
    pace: new Pace(database.pool, worker, LEASE_MS),
    line: lines.open,
    stopping: () => stop.signal.aborted,
    clock: { monotonic: () => performance.now(), wall: () => Date.now() },
  }
  const loops = Array.from({ length: LOOPS }, () => dispatchLoop(dispatcher, worker, waker))
  log.info('the worker is ready', { worker })

  await toldToStop()
  log.info('the worker finishes what is in flight')
  stop.abort()
  waker.wake()
  await Promise.all([...loops, queue.close()])
  await rounds.stop()
  await endBeat(database.pool, worker)
  await listener.end()
  await lines.close()
  await database.close()
  await rehearsal.stop()
}

function startRounds(root: RootCtx, worker: string, lines: AccountLines): Rounds {
  const rounds = new Rounds(root.log)
  rounds.every(beatEveryMs, 'the beat', async () => {
    await beat(root.pool, worker)
    return false
  })
  rounds.every(250, 'starting due messages', async () => (await startDueMessages(root)) > 0)
  rounds.every(250, 'applying receipts', async () => (await applyReceipts(root)) > 0)
  rounds.every(1000, 'asking for receipts', () => pollReceipts(root, lines.open))
  return rounds
}

/** Hears that there are chunks to send. Losing it costs a quarter of a second per chunk, so it is only reopened slowly. */
async function listen(url: string, waker: Waker): Promise<{ end: () => Promise<void> }> {
  let client: pg.Client | null = null
  let ended = false
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'longwave worker listening',
      keepAlive: true,
    })
    fresh.on('notification', () => waker.wake())
    fresh.on('error', () => undefined)
    fresh.on('end', () => {
      if (!ended) setTimeout(() => void connect().catch(() => undefined), 2000).unref()
    })
    await fresh.connect()
    await fresh.query('listen longwave_chunks')
    client = fresh
  }
  await connect()
  return {
    end: async () => {
      ended = true
      await client?.end()
    },
  }
}

/** SIGTERM, SIGINT, or the end of the process that started this one. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
    process.once('disconnect', () => resolve())
  })
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const log = createLogger({ fields: { program: 'worker' } })
    if (error instanceof StartError) log.error(error.message)
    else log.error('the worker ended', { error: error instanceof Error ? error.stack : String(error) })
    process.exit(error instanceof StartError ? stopExitCode : 1)
  },
)
