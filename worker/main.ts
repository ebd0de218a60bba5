import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { openDatabase } from '#lib/platform/database.ts'
import { parseEnv } from '#lib/platform/env.ts'
import { loadKeys } from '#lib/platform/keys.ts'
import { createLogger, type Logger } from '#lib/platform/log.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'
import { StartError, stopExitCode } from '#lib/platform/start-error.ts'
import { Queue } from '#lib/queue/open-queue.ts'
import { InstallationWatch } from '#lib/sending/watch-installation.ts'
import { type Engine, startEngine } from './engine.ts'
import { workOnJobs } from './jobs.ts'
import { positionFile } from './position-file.ts'
import { startRehearsal } from './rehearsal.ts'

/** How long what is in flight may take once the worker is told to stop, in seconds. */
const stopWithin = z.coerce.number().int().min(1).max(3600).default(45)

/** Statements that one worker has the database work on at a time. */
const CONNECTIONS = 16

/**
 * The second program: plans long lists, sends, and takes in what providers report, until it is told to stop. Then what is
 * in flight is finished, for at most `--stop-within` seconds.
 */
async function main(): Promise<void> {
  const stopMs = readStopWithin() * 1000
  const env = parseEnv()
  const worker = `${hostname()}.${process.pid}.${randomBytes(3).toString('hex')}`
  const log = createLogger({ level: env.LOG_LEVEL, fields: { program: 'worker' } })
  const url = await resolveDatabaseUrl(env)
  const rehearsal = await startRehearsal(env)
  const verify = (client: pg.ClientBase) => watch.verify(client)
  const database = openDatabase(url, { max: CONNECTIONS, name: 'longwave worker', verify })
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
  const watch = new InstallationWatch(root, { url, file: positionFile(env.DATA_DIR) })
  // Before anything else: nothing is sent from a database that is not the one that sends.
  await watch.check()
  const queue = await Queue.open(database.pool, {
    works: true,
    onError: (e) => log.error('queue', { error: String(e) }),
  })
  await workOnJobs(root, queue)
  // From here on something may be in flight, and is finished before this ends.
  const told = toldToStop()
  void told.then(() => endAfter(stopMs, log))
  const engine = startEngine(root, { worker, watch })
  const listener = await listen(url, engine)
  log.info('the worker is ready', { worker })

  await told
  log.info('the worker finishes what is in flight')
  await Promise.all([engine.stop(), queue.close()])
  await listener.end()
  await database.close()
  await rehearsal.stop()
}

/** Throws `StartError`: a worker whose time to stop nobody can read would drop what is in flight. */
function readStopWithin(): number {
  const { values } = parseArgs({ options: { 'stop-within': { type: 'string' } } })
  const { data } = stopWithin.safeParse(values['stop-within'])
  if (data === undefined) throw new StartError('--stop-within must be whole seconds, 1 to 3600.')
  return data
}

/**
 * A database that is away keeps outcomes from being stored, and everything else from ending. It is waited for, but not for
 * ever: another worker then takes what is in flight for unknown.
 */
function endAfter(ms: number, log: Logger): void {
  setTimeout(() => {
    log.error('the worker ends without having stored everything; what it had in flight is in doubt')
    process.exit(1)
  }, ms).unref()
}

/** Hears that there are chunks to send. Losing it costs a quarter of a second per chunk, so it is only reopened slowly. */
async function listen(url: string, engine: Engine): Promise<{ end: () => Promise<void> }> {
  let client: pg.Client | null = null
  let ended = false
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'longwave worker listening',
      keepAlive: true,
    })
    fresh.on('notification', () => engine.wake())
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
