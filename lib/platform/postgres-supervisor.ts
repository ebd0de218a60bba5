import { type ChildProcess, spawn } from 'node:child_process'
import { sleep } from './clock.ts'
import type { Logger } from './log.ts'
import { findBinaries } from './postgres-binaries.ts'
import {
  clusterPaths,
  clusterState,
  openCluster,
  openDataDir,
  postgresName,
  postgresPassword,
  postgresUrl,
} from './postgres-cluster.ts'
import { freePort, type Launch, launchServer, type Server } from './postgres-launch.ts'
import { clearFormerServer, stopPostmaster, withClient } from './postgres-postmaster.ts'
import { acquireLock, LockedError, type ProcessLock } from './process-lock.ts'
import { StartError } from './start-error.ts'

export type RunningPostgres = {
  /** Connection address, with password. It stays the same when a crashed server is started again. */
  url: string
  /** Shuts down cleanly and lets go of the data directory; an abort of `hasten` stops waiting for a clean end. */
  stop: (hasten?: AbortSignal) => Promise<void>
  /** Resolves when the server is gone and could not be started again, with the reason. */
  failed: Promise<StartError>
}

type Options = {
  /** `DATA_DIR`; made where it is missing. */
  dataDir: string
  log: Logger
  /** PostgreSQL settings that differ from ours, for tests. */
  settings?: Record<string, string>
  /** How long to wait for a former start that is still stopping, in milliseconds. */
  waitMs?: number
  /** Waits before each attempt to start a crashed server again, in milliseconds. */
  backoffMs?: readonly number[]
  /** How long the server goes on when this process is killed, so that others can finish, in seconds. */
  graceS?: number
}

/**
 * Starts the embedded PostgreSQL of a data directory and keeps it running until `stop`. Whatever a killed start left
 * behind is cleared first. Throws `StartError` with a sentence when it cannot run.
 */
export async function startPostgres(options: Options): Promise<RunningPostgres> {
  const { log } = options
  const paths = clusterPaths(openDataDir(options.dataDir))
  const lock = await lockDataDir(paths.lock, options)
  try {
    const binaries = findBinaries()
    const account = openCluster(paths, binaries)
    await clearFormerServer(paths, log)
    const before = clusterState(paths.cluster)
    if (!before.startsWith('shut down'))
      log.info('the database was not shut down cleanly; it recovers', { before })
    const launch = { paths, binaries, account, settings: options.settings ?? {}, nextPort: freePort }
    const server = await launchServer(launch)
    const url = postgresUrl(server.port, postgresPassword(paths))
    await ensureDatabase(postgresUrl(server.port, postgresPassword(paths), 'postgres'))
    log.debug('the database runs', { pid: server.pid, port: server.port, as: account.name })
    return supervise({ launch, server, url, lock, options })
  } catch (error) {
    lock.release()
    throw error
  }
}

async function lockDataDir(path: string, { dataDir, waitMs = 15_000, log }: Options): Promise<ProcessLock> {
  const onWait = () => log.info('another start of this data directory is still running; waiting for its end')
  try {
    return await acquireLock(path, { waitMs, onWait })
  } catch (error) {
    if (!(error instanceof LockedError)) throw error
    throw new StartError(
      `Longwave already runs with the data directory ${dataDir} (process ${error.holder.pid}). ` +
        'Stop it, or give this one a DATA_DIR and a PORT of its own.',
      { cause: error },
    )
  }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [postgresName])
    if (rowCount === 0) await client.query(`create database ${postgresName} template template0`)
  })
}

type Supervised = { launch: Launch; server: Server; url: string; lock: ProcessLock; options: Options }

function supervise({ launch, server: first, url, lock, options }: Supervised): RunningPostgres {
  const { log, graceS = 15 } = options
  let server = first
  let guard = spawnGuard(launch, server, graceS)
  let stopping: Promise<void> | undefined
  const stopped = new AbortController()
  const watch = async (): Promise<StartError | null> => {
    for (;;) {
      const how = await server.exited
      guard.kill('SIGKILL')
      if (stopped.signal.aborted) return null
      log.error('the database went away; starting it again', { how })
      const next = await relaunch(launch, first.port, options, stopped.signal)
      if (next === null || next instanceof StartError) return next
      server = next
      guard = spawnGuard(launch, server, graceS)
      log.info('the database runs again', { pid: server.pid })
    }
  }
  const watching = watch()
  const stop = async (hasten?: AbortSignal) => {
    stopped.abort()
    await stopPostmaster(server.pid, hasten)
    await watching
    const state = clusterState(launch.paths.cluster)
    if (state !== 'shut down')
      log.warn('the database was not shut down cleanly; it recovers at the next start', { state })
    lock.release()
  }
  return {
    url,
    stop: (hasten) => {
      stopping ??= stop(hasten)
      return stopping
    },
    failed: new Promise((resolve) => {
      void watching.then((error) => error && resolve(error))
    }),
  }
}

/** Waits between attempts, in milliseconds: a crash is repaired at once, a lasting trouble (a full disk) gets half a minute. */
const backoff = [0, 500, 1_000, 2_000, 5_000, 10_000, 15_000]

/** On the same port, because every program of this start knows the address by it. Null when it was told to stop. */
async function relaunch(
  launch: Launch,
  port: number,
  { log, backoffMs = backoff }: Options,
  signal: AbortSignal,
): Promise<Server | StartError | null> {
  let last = new StartError('The database could not be started again.')
  for (const ms of backoffMs) {
    await sleep(ms, signal)
    if (signal.aborted) return null
    try {
      await clearFormerServer(launch.paths, log)
      const server = await launchServer(launch, port)
      if (!signal.aborted) return server
      await stopPostmaster(server.pid)
      return null
    } catch (error) {
      last = error instanceof StartError ? error : new StartError(String(error), { cause: error })
      log.error('the database does not start', { error: last })
    }
  }
  return last
}

/**
 * A shell that outlives us: when this process is gone without having stopped the database (its pipe breaks), it gives
 * worker and web a while to finish and then stops it cleanly, unless the next start has done so.
 */
function spawnGuard({ paths }: Launch, server: Server, graceS: number): ChildProcess {
  const script = 'read -r _; sleep "$3"; [ "$(head -n 1 "$1/postmaster.pid")" = "$2" ] && kill -INT "$2"'
  const args = ['-c', script, 'longwave-database-guard', paths.cluster, String(server.pid), String(graceS)]
  const guard = spawn('/bin/sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  guard.on('error', () => undefined)
  guard.unref()
  return guard
}
