import type { Actor, Config, RootCtx } from '#lib/platform/ctx.ts'
import { type Database, openDatabase } from '#lib/platform/database.ts'
import { type Env, EnvError, parseEnv } from '#lib/platform/env.ts'
import { loadKeys } from '#lib/platform/keys.ts'
import { createLogger, type Logger } from '#lib/platform/log.ts'

/** What the web process keeps open. */
export type Web = {
  env: Env
  config: Config
  authSecret: string
  database: Database
  log: Logger
}

// Next loads a module once for each kind of bundle; one process still needs one pool.
const shared = globalThis as { longwaveWeb?: Web }

/** Opens the database and reads the configuration at the first call, once per process. */
export function web(): Web {
  shared.longwaveWeb ??= openWeb()
  return shared.longwaveWeb
}

function openWeb(): Web {
  const env = parseEnv()
  if (!env.DATABASE_URL) throw new EnvError('DATABASE_URL is not set. Start with `npm start`, which sets it.')
  const { authSecret, encryptionKey } = loadKeys(env)
  return {
    env,
    authSecret,
    config: { publicUrl: env.PUBLIC_URL, encryptionKey, rehearsalUrl: env.REHEARSAL_URL ?? null },
    database: openDatabase(env.DATABASE_URL, { name: 'longwave web' }),
    log: createLogger({ level: env.LOG_LEVEL, fields: { program: 'web' } }),
  }
}

/** What a use case gets, on behalf of whoever asks. */
export function rootCtx(actor: Actor): RootCtx {
  const { database, config, log } = web()
  return { db: database.prisma, pool: database.pool, actor, config, log, now: () => new Date() }
}
