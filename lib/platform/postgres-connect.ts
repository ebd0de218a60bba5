import { existsSync } from 'node:fs'
import pg from 'pg'
import { poll } from './clock.ts'
import type { Env } from './env.ts'
import type { Logger } from './log.ts'
import { clusterPaths, openDataDir, postgresPassword, postgresUrl } from './postgres-cluster.ts'
import { answersFor, findPostmaster, waitForClients } from './postgres-postmaster.ts'
import { startPostgres } from './postgres-supervisor.ts'
import { LockedError } from './process-lock.ts'
import { StartError } from './start-error.ts'

/** The address of the embedded database that runs in this data directory now, whoever started it, or null. */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  if (!existsSync(dataDir)) return null
  const paths = clusterPaths(openDataDir(dataDir))
  const postmaster = findPostmaster(paths.cluster)
  if (!postmaster?.ready) return null
  const url = postgresUrl(postmaster.port, postgresPassword(paths))
  return (await answersFor(paths.cluster, url)) ? url : null
}

/**
 * The database of a program that does not bring its own, such as one more worker: `DATABASE_URL`, else the embedded
 * database that runs in `DATA_DIR`. Throws `StartError` when there is neither.
 */
export async function resolveDatabaseUrl(env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>): Promise<string> {
  const url = env.DATABASE_URL ?? (await runningPostgres(env.DATA_DIR))
  if (url) return url
  throw new StartError(
    `No database runs in the data directory ${env.DATA_DIR}. Start Longwave there with npm start, or set DATABASE_URL.`,
  )
}

/** How long programs may wait for each other, in milliseconds. */
const waitMs = 60_000

/**
 * For programs that come and go beside the server, such as the admin command line: uses the database that runs in the
 * data directory, else starts it for as long as it is needed. `stop` ends it only if this call started it, and after
 * everybody else who found it meanwhile.
 */
export async function connectOrStartPostgres(options: {
  dataDir: string
  log: Logger
}): Promise<{ url: string; stop: () => Promise<void> }> {
  const connected = await poll(() => connectOrStart(options), { everyMs: 200, forMs: waitMs })
  if (connected) return connected
  throw new StartError(
    `The database in ${options.dataDir} is being started or stopped by another program, and did not come up within ${waitMs / 1000} s.`,
  )
}

async function connectOrStart({ dataDir, log }: { dataDir: string; log: Logger }) {
  const url = await runningPostgres(dataDir)
  const used = url === null ? undefined : await use(url)
  if (used) return used
  try {
    const own = await startPostgres({ dataDir, log, waitMs: 0 })
    const stop = async () => {
      await waitForClients(own.url, waitMs)
      await own.stop()
    }
    return { url: own.url, stop }
  } catch (error) {
    // Somebody else was faster and is starting it, or is about to stop it.
    if (error instanceof StartError && error.cause instanceof LockedError) return undefined
    throw error
  }
}

/** Keeps one connection open, by which a temporary owner of the server sees that it is still in use. */
async function use(url: string) {
  const client = new pg.Client({ connectionString: url, application_name: 'longwave guest', keepAlive: true })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    return undefined
  }
  return { url, stop: () => client.end().catch(() => undefined) }
}
