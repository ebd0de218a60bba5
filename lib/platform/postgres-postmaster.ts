import { execFileSync } from 'node:child_process'
import { readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { poll } from './clock.ts'
import type { Logger } from './log.ts'
import { type ClusterPaths, postgresPassword, postgresUrl } from './postgres-cluster.ts'
import { readIfThere } from './process-files.ts'
import { identify, isAlive, lives, signalProcess } from './process-identity.ts'

export type Postmaster = { pid: number; port: number; ready: boolean }

/** What PostgreSQL wrote about its running server (src/include/utils/pidfile.h: line 1 pid, 4 port, 8 state), or null. */
export function readPostmasterFile(cluster: string): Postmaster | null {
  const lines = readIfThere(join(cluster, 'postmaster.pid'))?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** The running server of this cluster, told from any other process that meanwhile has the pid of its file. */
export function findPostmaster(cluster: string): Postmaster | null {
  const found = readPostmasterFile(cluster)
  return found && isAlive(found.pid) && servesCluster(found.pid, cluster) ? found : null
}

/** A postmaster works in its data directory. Where that cannot be seen, its command line names it. */
function servesCluster(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    const command = execFileSync('/bin/ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes('postgres') && command.includes(cluster)
  } catch {
    // Gone meanwhile, or another user's process, which cannot be ours.
    return false
  }
}

/** Whether the server at this address answers and is the one of this cluster. */
export async function answersFor(cluster: string, url: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0] !== undefined && realpathSync(rows[0].data_directory) === realpathSync(cluster)
    })
  } catch {
    return false
  }
}

/** Runs with one connection that is closed afterwards. */
export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  })
  // A server that goes away is noticed by the query that fails; unheard, the event would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await run(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Programs of a former start, which finish what they had begun, get this long before their database goes. */
const clientsMs = 10_000
const remainsMs = 2_000

/**
 * Clears the way for a new server: stops the one that a killed start left running, and disowns a `postmaster.pid` whose
 * pid belongs to something else by now (PostgreSQL itself would refuse to start for it).
 */
export async function clearFormerServer(paths: ClusterPaths, log: Logger): Promise<void> {
  const file = readPostmasterFile(paths.cluster)
  if (!file || !isAlive(file.pid)) return
  const former = findPostmaster(paths.cluster)
  if (!former && identify(file.pid)) return disownPidFile(paths.cluster, file.pid, log)
  if (former) {
    log.info('a former start left its database running; stopping it', { pid: former.pid })
    await waitForClients(postgresUrl(former.port, postgresPassword(paths), 'postgres'), clientsMs)
    await stopPostmaster(former.pid)
  }
  // A process that was killed answers to its pid until its parent takes note, which in some containers nobody ever does.
  if (await poll(() => !isAlive(file.pid) || undefined, { everyMs: 20, forMs: remainsMs })) return
  disownPidFile(paths.cluster, file.pid, log)
}

/** Waits until nobody else is connected, at most so many milliseconds. */
export async function waitForClients(url: string, forMs: number): Promise<void> {
  await poll(() => hasNoClients(url), { everyMs: 100, forMs })
}

async function hasNoClients(url: string): Promise<true | undefined> {
  try {
    return await withClient(url, async (client) => {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
      )
      return rowCount === 0 || undefined
    })
  } catch {
    return true
  }
}

/** How long each way of stopping may take, in milliseconds: fast, immediate (recovers at the next start), killed. */
const stopSteps = [
  ['SIGINT', 60_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
] as const

/** What a clean end gets even when it is hastened, in milliseconds: it saves the next start a recovery. */
const hastenedMs = 3_000

/** Stops a server, politely first. `hasten` cuts the first, clean way short. */
export async function stopPostmaster(pid: number, hasten?: AbortSignal): Promise<void> {
  const identity = identify(pid)
  if (!identity) return
  for (const [signal, forMs] of stopSteps) {
    if (!signalProcess(pid, signal)) return
    const gone = () => !lives(identity) || undefined
    const waiting = signal === 'SIGINT' && hasten ? { signal: hasten } : {}
    if (await poll(gone, { everyMs: 20, forMs, ...waiting })) return
    if (hasten?.aborted && (await poll(gone, { everyMs: 20, forMs: hastenedMs }))) return
  }
}

/**
 * Puts this process, the parent of the next server, in the place of the foreign pid: PostgreSQL then takes the file for
 * stale, and still reads from it the shared memory whose users it has to look for. Deleting the file would skip that.
 */
function disownPidFile(cluster: string, pid: number, log: Logger): void {
  log.info('the pid of the former database belongs to another process now; its pid file is stale', { pid })
  const path = join(cluster, 'postmaster.pid')
  const lines = readIfThere(path)?.split('\n') ?? []
  writeFileSync(path, [String(process.pid), ...lines.slice(1)].join('\n'))
}
