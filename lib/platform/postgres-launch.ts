import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { poll } from './clock.ts'
import { type Account, commandFor, userOf } from './postgres-account.ts'
import type { Binaries } from './postgres-binaries.ts'
import { type ClusterPaths, lastLogLines, postgresPassword, postgresUrl } from './postgres-cluster.ts'
import { answersFor, readPostmasterFile, stopPostmaster } from './postgres-postmaster.ts'
import { StartError } from './start-error.ts'

export type Launch = {
  paths: ClusterPaths
  binaries: Binaries
  account: Account
  settings: Record<string, string>
  /** Where to look for a port that nobody uses. */
  nextPort: () => Promise<number>
}

export type Server = { port: number; pid: number; exited: Promise<string> }

/**
 * The server's settings, given on its command line so that every start of a newer version has the newer ones. Its log
 * must not repeat statements, their values or the rows of a violated constraint: texts and phone numbers stand in them.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  // Its default starts processes that are called workers, and people look for ours by that word.
  io_method: 'sync',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
} as const

/** Recovery after a crash replays what was written since the last checkpoint; a slow disk may need minutes for it. */
const readyMs = 300_000
const attempts = 6

/**
 * Starts the server on `port`, or on a free port where none is given, and waits until it answers. A port that somebody
 * else takes in the same moment is replaced by another one; a given port is tried again. Throws `StartError`.
 */
export async function launchServer(launch: Launch, port?: number): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await launch.nextPort())
    const result = await tryLaunch(launch, chosen)
    if (typeof result !== 'string') return result
    if (attempt === attempts || !/could not (create any TCP|bind)|pre-existing shared memory/.test(result)) {
      throw new StartError(`The database did not start. The end of ${launch.paths.log} says:\n${result}`)
    }
    // Backends of a server that was killed let go of its shared memory within moments.
    if (port !== undefined || /shared memory/.test(result))
      await poll(() => undefined, { forMs: attempt * 300 })
  }
}

/** A port of the loopback address that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Answers the running server, or the end of its log when it exited. */
async function tryLaunch(launch: Launch, port: number): Promise<Server | string> {
  const { paths } = launch
  const logStart = rotateLog(paths.log)
  const child = spawnServer(launch, port)
  const exited = exitOf(child)
  let gone: string | undefined
  void exited.then((how) => {
    gone = how
  })
  const url = postgresUrl(port, postgresPassword(paths), 'postgres')
  const pid = child.pid ?? 0
  const answer = await poll<{ server: Server } | { said: string }>(
    async () => {
      if (gone !== undefined) return { said: lastLogLines(paths.log, logStart) || gone }
      const file = readPostmasterFile(paths.cluster)
      if (file?.pid !== pid || !file.ready) return undefined
      return (await answersFor(paths.cluster, url)) ? { server: { port, pid, exited } } : undefined
    },
    { everyMs: 25, forMs: readyMs },
  )
  if (answer) return 'server' in answer ? answer.server : answer.said
  await stopPostmaster(pid)
  return `it did not answer within ${readyMs / 1000} s\n${lastLogLines(paths.log, logStart)}`
}

function spawnServer({ paths, binaries, account, settings: own }: Launch, port: number): ChildProcess {
  const options = Object.entries({ ...settings, ...own, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const [command, ...args] = commandFor(account, binaries.postgres, ['-D', paths.cluster, ...options])
  const log = openSync(paths.log, 'a', 0o600)
  try {
    // Its own session: Ctrl-C in the terminal must reach the supervisor alone, which stops the database last.
    return spawn(command, args, { stdio: ['ignore', log, log], detached: true, ...userOf(account) })
  } finally {
    closeSync(log)
  }
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it could not be run: ${error.message}`))
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`))
  })
}

const maxLogBytes = 10_000_000

/** Keeps one older log; answers where the present one ends. */
function rotateLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size < maxLogBytes) return size
  renameSync(path, `${path}.old`)
  return 0
}
