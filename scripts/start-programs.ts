import { poll } from '#lib/platform/clock.ts'
import { type Env, linkHost } from '#lib/platform/env.ts'
import type { Keys } from '#lib/platform/keys.ts'
import type { Logger } from '#lib/platform/log.ts'
import { freePort } from '#lib/platform/postgres-launch.ts'
import { type SupervisedProgram, supervise } from '#lib/platform/process-supervisor.ts'
import { StartError } from '#lib/platform/start-error.ts'
import { workerFlags } from './worker-flags.mjs'

export type Programs = {
  /** In the order in which they have to stop: nobody is left to ask for what is already gone. */
  inOrderOfStopping: SupervisedProgram[]
  web: SupervisedProgram | null
}

type Options = {
  env: Env
  /** What every program of this start gets as its environment. */
  childEnv: Record<string, string | undefined>
  log: Logger
  dev: boolean
}

/** How long each may take to finish what is in flight, in milliseconds: a worker waits for providers' answers. */
const graceMs = { web: 15_000, worker: 60_000, emulator: 5_000 }

/** The environment of the programs of this start. */
export function programEnv(env: Env, keys: Keys, databaseUrl: string): Record<string, string | undefined> {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: env.DATA_DIR,
    AUTH_SECRET: keys.authSecret,
    ENCRYPTION_KEY: Buffer.from(keys.encryptionKey.bytes).toString('base64'),
    PUBLIC_URL: env.PUBLIC_URL,
    // next-auth takes its origin and its secret from nowhere else.
    NEXTAUTH_URL: env.PUBLIC_URL,
    NEXTAUTH_SECRET: keys.authSecret,
    HOST: env.HOST,
    PORT: String(env.PORT),
    ROLE: env.ROLE,
    LOG_LEVEL: env.LOG_LEVEL,
    REHEARSAL: env.REHEARSAL,
    ...(env.REHEARSAL_URL && { REHEARSAL_URL: env.REHEARSAL_URL }),
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** Starts what this `ROLE` is made of. */
export async function startPrograms({ env, childEnv, log, dev }: Options): Promise<Programs> {
  const hasWorker = env.ROLE !== 'web'
  const rehearsal =
    hasWorker && env.REHEARSAL === 'on' && !env.REHEARSAL_URL ? await startEmulator(log) : null
  const nodeEnv = dev ? 'development' : 'production'
  const shared = {
    log,
    env: { ...childEnv, NODE_ENV: nodeEnv, ...(rehearsal && { REHEARSAL_URL: rehearsal.url }) },
  }
  const web =
    env.ROLE === 'worker'
      ? null
      : supervise({
          ...shared,
          name: 'web process',
          args: ['scripts/web.ts', ...(dev ? ['--dev'] : [])],
          graceMs: graceMs.web,
        })
  const worker = hasWorker
    ? supervise({
        ...shared,
        name: 'worker',
        args: [...workerFlags, 'worker/main.ts'],
        graceMs: graceMs.worker,
      })
    : null
  return {
    web,
    inOrderOfStopping: [web, worker, rehearsal?.program ?? null].filter((program) => program !== null),
  }
}

/** It keeps its port when it is started again, because web and worker know it by that. It needs no secret of ours. */
async function startEmulator(log: Logger): Promise<{ url: string; program: SupervisedProgram }> {
  const port = await freePort()
  const args = ['emulators/rehearsal/main.ts', '--port', String(port)]
  const env = { PATH: process.env.PATH }
  const program = supervise({
    name: 'rehearsal provider',
    args,
    env,
    log,
    graceMs: graceMs.emulator,
    quiet: true,
  })
  return { url: `http://127.0.0.1:${port}`, program }
}

const readyMs = 180_000
const deathsBeforeReady = 3

/** Waits until the product can be used. Throws `StartError` when that does not come. */
export async function waitUntilUsable(env: Env, programs: Programs, signal: AbortSignal): Promise<void> {
  if (!programs.web) return
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : linkHost(env.HOST)
  let answer = 'nothing'
  const probe = async () => {
    if (programs.inOrderOfStopping.some((program) => program.deaths() >= deathsBeforeReady)) {
      throw new StartError(
        'Longwave cannot start: one of its programs ends again and again; it says why above.',
      )
    }
    try {
      const response = await fetch(`http://${host}:${env.PORT}/api/health`, {
        signal: AbortSignal.timeout(5000),
      })
      answer = `${response.status} ${(await response.text()).slice(0, 300)}`
      return response.ok || undefined
    } catch {
      return undefined
    }
  }
  const usable = await poll(probe, { everyMs: 200, forMs: readyMs, signal })
  signal.throwIfAborted()
  if (!usable)
    throw new StartError(
      `Longwave did not become usable within ${readyMs / 1000} s. Its health says: ${answer}`,
    )
}
