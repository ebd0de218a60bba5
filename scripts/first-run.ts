// Runs at each start, when the migrations are in: sets a new database up, and stops the start of one whose keys differ.
// What a person must see goes to standard output.
import type { RootCtx } from '#lib/platform/ctx.ts'
import { openDatabase } from '#lib/platform/database.ts'
import { EnvError, parseEnv } from '#lib/platform/env.ts'
import { keyFingerprints, loadKeys } from '#lib/platform/keys.ts'
import { createLogger } from '#lib/platform/log.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'
import { StartError, stopExitCode } from '#lib/platform/start-error.ts'
import { email } from '#lib/users/schema.ts'
import { type NewAdmin, setUp } from './first-run/set-up.ts'

async function main(): Promise<void> {
  const env = parseEnv()
  const adminEmail = email.safeParse(process.env.ADMIN_EMAIL || 'admin@longwave.local')
  if (!adminEmail.success)
    throw new StartError('ADMIN_EMAIL must be an e-mail address, such as name@example.com.')
  const keys = loadKeys(env)
  const database = openDatabase(await resolveDatabaseUrl(env), { max: 1, name: 'longwave first run' })
  const root: RootCtx = {
    db: database.prisma,
    pool: database.pool,
    actor: { kind: 'system', name: 'first run' },
    log: createLogger({ level: env.LOG_LEVEL, fields: { program: 'first-run' } }),
    now: () => new Date(),
    config: { publicUrl: env.PUBLIC_URL, encryptionKey: keys.encryptionKey, rehearsalUrl: null },
  }
  try {
    const admin = await setUp(root, { adminEmail: adminEmail.data, fingerprints: keyFingerprints(keys) })
    if (admin) console.log(welcome(admin, env.PUBLIC_URL))
  } finally {
    await database.close()
  }
}

const welcome = ({ email: address, oneTimePassword }: NonNullable<NewAdmin>, url: string) => `
  This is the first start, so there is an administrator now. Sign in at ${url} with

    E-mail              ${address}
    One-time password   ${oneTimePassword}

  It is shown only here and works once: you choose your own password at the first sign-in.
  The account "rehearsal" and 10,000 credits are there to try things with; nobody's phone rings.
`

try {
  await main()
} catch (error) {
  const isKnown = error instanceof StartError || error instanceof EnvError
  console.error(isKnown ? error.message : error)
  process.exitCode = isKnown ? stopExitCode : 1
}
