import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Account, chooseAccount, runAs } from './postgres-account.ts'
import { type Binaries, postgresMajor } from './postgres-binaries.ts'
import { errno, keptFile, readIfThere } from './process-files.ts'
import { StartError } from './start-error.ts'

/** User and database inside the embedded server. */
export const postgresName = 'longwave'

/** Where the pieces of the embedded database stand inside `DATA_DIR`. */
export function clusterPaths(dataDir: string) {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    log: join(dataDir, 'postgres.log'),
    lock: join(dataDir, 'database.lock'),
    password: join(dataDir, 'postgres-password'),
  }
}
export type ClusterPaths = ReturnType<typeof clusterPaths>

/** Makes `DATA_DIR` where it is missing and answers its real path. Throws `StartError` when it cannot be used. */
export function openDataDir(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    const why =
      errno(error) === 'EACCES' || errno(error) === 'EPERM'
        ? 'this user may not read and write it'
        : errno(error)
    throw new StartError(
      `The data directory ${dataDir} cannot be used: ${why}. Start as its owner, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
}

export function postgresPassword(paths: ClusterPaths): string {
  return keptFile(paths.password, () => randomBytes(24).toString('base64url'))
}

export function postgresUrl(port: number, password: string, database = postgresName): string {
  return `postgresql://${postgresName}:${password}@127.0.0.1:${port}/${database}`
}

/** Opens the cluster in `DATA_DIR`, or makes it. Answers as whom its server has to run. Throws `StartError`. */
export function openCluster(paths: ClusterPaths, binaries: Binaries): Account {
  const present = clusterEntries(paths)
  if (present.length > 0) {
    checkVersion(paths)
    // PostgreSQL refuses a folder that others can read, which is what a copy or an unpacked backup often is.
    chmodSync(paths.cluster, 0o700)
    return chooseAccount({ binary: binaries.postgres, dataDir: paths.dataDir, cluster: paths.cluster })
  }
  const account = chooseAccount({ binary: binaries.postgres, dataDir: paths.dataDir, cluster: null })
  createCluster(paths, binaries, account)
  return account
}

function clusterEntries(paths: ClusterPaths): string[] {
  try {
    return readdirSync(paths.cluster)
  } catch (error) {
    if (errno(error) === 'ENOENT') return []
    throw unreadable(paths, error)
  }
}

function checkVersion(paths: ClusterPaths): void {
  let version: string | undefined
  try {
    version = readIfThere(join(paths.cluster, 'PG_VERSION'))?.trim()
  } catch (error) {
    throw unreadable(paths, error)
  }
  if (version === String(postgresMajor)) return
  throw new StartError(
    version
      ? `The database in ${paths.cluster} was made by PostgreSQL ${version}, and this Longwave brings PostgreSQL ${postgresMajor}. ` +
          'Move the data over with pg_dump and psql of the old version, or set DATA_DIR to another folder.'
      : `${paths.cluster} is not a PostgreSQL data directory: it has no PG_VERSION. Put it back from a backup, or move it away to begin anew.`,
  )
}

const unreadable = (paths: ClusterPaths, cause: unknown) =>
  new StartError(
    `The database in ${paths.cluster} cannot be read (${errno(cause)}). Start as its owner, or set DATA_DIR to another folder.`,
    { cause },
  )

/** Made beside its place and moved there when it is whole, so that a start that is killed leaves nothing half made. */
function createCluster(paths: ClusterPaths, binaries: Binaries, account: Account): void {
  const draft = join(paths.dataDir, 'postgres.new')
  const passwordFile = join(draft, 'password')
  rmSync(draft, { recursive: true, force: true })
  const cluster = join(draft, 'cluster')
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, postgresPassword(paths), { mode: 0o600 })
  if (account.uid !== undefined) {
    for (const path of [draft, cluster, passwordFile])
      chownSync(path, account.uid, account.gid ?? account.uid)
    // The server's user has to pass through the folder; the keys in it stay readable by their owner only.
    chmodSync(paths.dataDir, 0o711)
  }
  const result = runAs(account, binaries.initdb, [
    `--pgdata=${cluster}`,
    `--username=${postgresName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ])
  if (result.status !== 0) {
    const said = (result.error?.message ?? result.stderr).trim().split('\n').slice(-3).join(' ')
    rmSync(draft, { recursive: true, force: true })
    throw new StartError(`The database could not be made in ${paths.dataDir}: ${said}`)
  }
  removeEmpty(paths.cluster)
  renameSync(cluster, paths.cluster)
  rmSync(draft, { recursive: true, force: true })
}

function removeEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error
  }
}

/** DBState of PostgreSQL's src/include/catalog/pg_control.h. */
const states = [
  'starting up',
  'shut down',
  'shut down in recovery',
  'shutting down',
  'in crash recovery',
  'in archive recovery',
  'in production',
] as const

/** What `pg_controldata` prints as "Database cluster state": whether the server was shut down cleanly. */
export function clusterState(cluster: string): (typeof states)[number] | 'unknown' {
  // The state follows the system identifier (8 bytes) and two version numbers (4 bytes each).
  const bytes = Buffer.alloc(20)
  const path = join(cluster, 'global/pg_control')
  if (!existsSync(path)) return 'unknown'
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, 20, 0)
  } finally {
    closeSync(file)
  }
  return states[bytes.readInt32LE(16)] ?? 'unknown'
}

/** The end of what the server's log got since it had `start` bytes, for a message that has to say why it did not start. */
export function lastLogLines(log: string, start: number): string {
  const said = readIfThere(log) ?? ''
  return Buffer.from(said).subarray(start).toString().trimEnd().split('\n').slice(-4).join('\n')
}
