import type { RootCtx } from '#lib/platform/ctx.ts'
import { openDatabase } from '#lib/platform/database.ts'
import { type Env, parseEnv } from '#lib/platform/env.ts'
import { keyFingerprints, loadKeys } from '#lib/platform/keys.ts'
import { createLogger, type Logger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { connectOrStartPostgres } from '#lib/platform/postgres-connect.ts'
import { checkInstallation } from '#lib/users/claim-installation.ts'

/**
 * Runs with the database of this installation: the one that a running server uses, else one that is started for as long
 * as it takes. Throws `StartError` when there is none to be had or it belongs to other keys.
 */
export async function withContext<T>(run: (ctx: RootCtx) => Promise<T>): Promise<T> {
  const env = parseEnv()
  // Only what goes wrong: standard error ends with the one sentence that matters.
  const log = createLogger({ level: 'error', fields: { program: 'admin' } })
  const postgres = await connect(env, log)
  try {
    await migrate(postgres.url)
    return await onDatabase(postgres.url, env, log, run)
  } finally {
    await postgres.stop()
  }
}

const connect = (env: Env, log: Logger) =>
  env.DATABASE_URL === undefined
    ? connectOrStartPostgres({ dataDir: env.DATA_DIR, log })
    : { url: env.DATABASE_URL, stop: async () => undefined }

async function onDatabase<T>(
  url: string,
  env: Env,
  log: Logger,
  run: (ctx: RootCtx) => Promise<T>,
): Promise<T> {
  const keys = loadKeys(env)
  const database = openDatabase(url, { max: 2, name: 'longwave admin' })
  const config = { publicUrl: env.PUBLIC_URL, encryptionKey: keys.encryptionKey, rehearsalUrl: null }
  const actor = { kind: 'system', name: 'command line' } as const
  const ctx: RootCtx = { db: database.prisma, pool: database.pool, actor, log, now: () => new Date(), config }
  try {
    await checkInstallation(ctx, keyFingerprints(keys))
    return await run(ctx)
  } finally {
    await database.close()
  }
}
