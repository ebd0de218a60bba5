import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poll } from '#lib/platform/clock.ts'
import { freePort } from '#lib/platform/postgres-launch.ts'
import { StartError } from '#lib/platform/start-error.ts'

/** A machine that does other things besides builds slowly. */
const usableMs = 15 * 60_000

/** Where an own server is, its data, and the file with its first words, the administrator's one-time password among them. */
export type OwnServer = { baseUrl: string; dataDir: string; log: string }

/** Runs something on an installation of its own: what a newcomer gets from `npm start`, in a temporary folder. */
export async function withServer(
  signal: AbortSignal,
  run: (server: OwnServer) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'longwave-own-'))
  const log = join(folder, 'server.log')
  const port = await freePort()
  const dataDir = join(folder, 'data')
  const server = startServer(log, { PORT: String(port), DATA_DIR: dataDir })
  const abort = () => void server.kill('SIGTERM')
  signal.addEventListener('abort', abort)
  try {
    await waitUntilReady(server, log, signal)
    await run({ baseUrl: `http://127.0.0.1:${port}`, dataDir, log })
  } catch (error) {
    if (!signal.aborted)
      console.error(`\nThe end of the server's log:\n${readFileSync(log, 'utf8').slice(-3000)}`)
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    await stopServer(server)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Only what a bare machine has: a DATABASE_URL of the person who runs the tests must not be written to. */
function startServer(log: string, env: Record<string, string>): ChildProcess {
  const own = [
    'DATABASE_URL',
    'HOST',
    'PUBLIC_URL',
    'AUTH_SECRET',
    'ENCRYPTION_KEY',
    'ROLE',
    'REHEARSAL',
    'REHEARSAL_URL',
  ]
  const inherited = Object.entries(process.env).filter(([name]) => !own.includes(name))
  const child = spawn(process.execPath, [...process.execArgv, 'scripts/start.ts'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...Object.fromEntries(inherited), NODE_ENV: 'production', ...env },
  })
  const file = createWriteStream(log)
  for (const stream of [child.stdout, child.stderr]) stream?.pipe(file, { end: false })
  return child
}

async function waitUntilReady(server: ChildProcess, log: string, signal: AbortSignal): Promise<void> {
  console.log('\n▶ a server of its own, built if its sources have changed')
  const begin = performance.now()
  const probe = () => {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new StartError('✗ the server ended before it was ready')
    return readFileSync(log, { encoding: 'utf8', flag: 'a+' }).includes('Longwave is ready') || undefined
  }
  const ready = await poll(probe, { forMs: usableMs, signal })
  signal.throwIfAborted()
  if (!ready) throw new StartError(`✗ the server was not ready within ${usableMs / 1000} s`)
  console.log(`✓ the server is ready (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, 'exit')
  server.kill('SIGTERM')
  const [code] = (await exit) as [number | null]
  if (code !== 0) throw new StartError(`✗ the server did not end cleanly (exit code ${code})`)
}
