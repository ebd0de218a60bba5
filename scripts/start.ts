// The process that `npm start` is: prepares everything, starts the database, the web process, the worker and the
// rehearsal provider, keeps them running, and ends them in order. scripts/start.mjs runs it; `--dev` serves the dashboard
// from its sources.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Env, parseEnv } from '#lib/platform/env.ts'
import { loadKeys } from '#lib/platform/keys.ts'
import { createLogger, type Logger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { openDataDir } from '#lib/platform/postgres-cluster.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'
import { StartError } from '#lib/platform/start-error.ts'
import { ensureBuild, ensureClient } from './build.ts'
import { checkDatabase, checkDisk, checkPort } from './start-checks.ts'
import { programEnv, startPrograms, waitUntilUsable } from './start-programs.ts'

const dev = process.argv.includes('--dev')
const say = (line: string) => console.log(line)

/** Aborted by the first signal: begin to stop. */
const stopping = new AbortController()
/** Aborted by the second one: stop now. */
const hastened = new AbortController()
const { signal } = stopping

/** What has been started and how it ends, last started first. */
const ends: ((hasten: AbortSignal) => Promise<void>)[] = []
/** What cannot be started again once it has ended; each resolves with the reason. */
const failures: Promise<StartError>[] = []

async function start(): Promise<void> {
  const env = parseEnv()
  const log = createLogger({ level: env.LOG_LEVEL, fields: { program: 'start' } })
  if (env.ROLE !== 'worker') await checkPort(env.HOST, env.PORT, { say, signal })
  checkDisk(openDataDir(env.DATA_DIR))
  checkDisk('.')
  const databaseUrl = await openDatabase(env, log)
  const keys = loadKeys(env)
  await ensureClient({ say, signal })
  // Before the database is migrated: sources that change during a long build bring their migrations with them.
  if (env.ROLE !== 'worker' && !dev) await ensureBuild({ say, signal })
  const applied = await migrate(databaseUrl)
  if (applied.length > 0)
    say(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'} to the database.`)
  signal.throwIfAborted()
  const childEnv = programEnv(env, keys, databaseUrl)
  // Said at once: a password that is shown only here must not be lost if what follows fails.
  const greeting = await setUp(childEnv)
  if (greeting) say(`\n${greeting}\n`)
  signal.throwIfAborted()
  await run(env, childEnv, log)
  say(env.ROLE === 'worker' ? '\nThe worker is running.\n' : `\nLongwave is ready: ${env.PUBLIC_URL}\n`)
}

async function openDatabase(env: Env, log: Logger): Promise<string> {
  if (env.DATABASE_URL) {
    await checkDatabase(env.DATABASE_URL, { say, signal })
    return env.DATABASE_URL
  }
  say('Starting the database.')
  const server = await startPostgres({ dataDir: env.DATA_DIR, log })
  ends.unshift((hasten) => server.stop(hasten))
  failures.push(server.failed)
  signal.throwIfAborted()
  return server.url
}

/** Checks the keys and makes the first admin, in a process of its own; answers what the person should read. */
async function setUp(childEnv: Record<string, string | undefined>): Promise<string> {
  const options = { env: childEnv as NodeJS.ProcessEnv, signal }
  const setUpProgram = [...process.execArgv, 'scripts/first-run.ts']
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, setUpProgram, options)
    process.stderr.write(stderr)
    return stdout.replace(/^\n+|\s+$/g, '')
  } catch (error) {
    signal.throwIfAborted()
    const { stderr } = error as { stderr?: string }
    throw new StartError(stderr?.trim() || `The set-up failed: ${String(error)}`, { cause: error })
  }
}

async function run(env: Env, childEnv: Record<string, string | undefined>, log: Logger): Promise<void> {
  const programs = await startPrograms({ env, childEnv, log, dev })
  for (const program of programs.inOrderOfStopping.toReversed()) {
    ends.unshift((hasten) => program.stop(hasten))
    failures.push(program.failed)
  }
  const failed = Promise.race(failures).then((error) => {
    throw error
  })
  await Promise.race([waitUntilUsable(env, programs, signal), failed])
}

async function end(code: number): Promise<never> {
  stopping.abort()
  for (const stop of ends.splice(0)) {
    await stop(hastened.signal).catch((error: unknown) => console.error(error))
  }
  process.exit(code)
}

function onSignal(): void {
  if (stopping.signal.aborted) {
    say('Stopping at once.')
    hastened.abort()
    return
  }
  say('Stopping; what is in flight is finished first.')
  stopping.abort()
}

for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect']) process.on(name, onSignal)

try {
  await start()
  const asked = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
  const failure = signal.aborted ? null : await Promise.race([asked, ...failures])
  if (failure) console.error(failure.message)
  await end(failure ? 1 : 0)
} catch (error) {
  const asked = signal.aborted
  if (!asked) console.error(error instanceof StartError ? error.message : error)
  await end(asked ? 0 : 1)
}
