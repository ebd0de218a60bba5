import { createWriteStream, mkdtempSync, rmSync, type WriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { openAccount } from '#lib/accounts/open-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { poll } from '#lib/platform/clock.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { type Database, openDatabase } from '#lib/platform/database.ts'
import { type Env, parseEnv } from '#lib/platform/env.ts'
import { type Keys, keyFingerprints, loadKeys } from '#lib/platform/keys.ts'
import { createLogger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { freePort } from '#lib/platform/postgres-launch.ts'
import { findPostmaster } from '#lib/platform/postgres-postmaster.ts'
import { type RunningPostgres, startPostgres } from '#lib/platform/postgres-supervisor.ts'
import { signalProcess } from '#lib/platform/process-identity.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { createKey } from '#lib/users/create-key.ts'
import { setUp } from '../../scripts/first-run/set-up.ts'
import { programEnv } from '../../scripts/start-programs.ts'
import { freezeDatabase } from '../frozen-database.ts'
import { Api } from './api.ts'
import type { Company } from './companies.ts'
import { Program } from './program.ts'
import type { Providers } from './providers.ts'

/** A company with the account that stands for it. */
export type Account = Company & { id: number; callbackUrl: string }

type Options = { workers: number; companies: readonly Company[]; providers: Providers; ratePerSecond: number }

/** An installation of its own in a temporary folder: the database, one web process and several workers. */
export class Site {
  readonly folder: string
  readonly root: RootCtx
  readonly accounts: readonly Account[]
  readonly api: Api
  readonly web: Program
  readonly workers: readonly Program[]
  private readonly postgres: RunningPostgres
  private readonly database: Database
  private readonly log: WriteStream

  private constructor(
    parts: Pick<Site, 'folder' | 'root' | 'accounts' | 'api' | 'web' | 'workers'> & Opened,
  ) {
    this.folder = parts.folder
    this.root = parts.root
    this.accounts = parts.accounts
    this.api = parts.api
    this.web = parts.web
    this.workers = parts.workers
    this.postgres = parts.postgres
    this.database = parts.database
    this.log = parts.log
  }

  static async open(options: Options): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'longwave-torture-'))
    const env = { ...parseEnv({ DATA_DIR: join(folder, 'data'), PORT: String(await freePort()) }) }
    const postgres = await startPostgres({
      dataDir: env.DATA_DIR,
      log: createLogger({ level: 'silent' }),
      graceS: 5,
    })
    await migrate(postgres.url)
    const keys = loadKeys(env)
    const database = openDatabase(postgres.url, { max: 6, name: 'longwave torture' })
    const log = createWriteStream(join(folder, 'programs.log'))
    const root = contextOf(database, env, keys, options.providers.rehearsalUrl)
    const { accounts, key } = await furnish(root, keys, options)
    const childEnv = { ...programEnv(env, keys, postgres.url), REHEARSAL_URL: options.providers.rehearsalUrl }
    const program = (...args: string[]) =>
      new Program({ args, env: { ...childEnv, NODE_ENV: 'production' }, log })
    const web = program('scripts/web.ts')
    // The last worker's clock is wrong: the database's decides.
    const workers = Array.from({ length: options.workers }, (_, n) =>
      n === options.workers - 1
        ? program('--import', './test/torture/clock-apart.mjs', 'worker/main.ts')
        : program('worker/main.ts'),
    )
    const api = new Api(env.PUBLIC_URL, key)
    const site = new Site({ folder, root, accounts, api, web, workers, postgres, database, log })
    for (const each of [web, ...workers]) each.start()
    await site.waitUntilUsable().catch(async (error: unknown) => {
      await site.close(true)
      throw error
    })
    return site
  }

  async waitUntilUsable(): Promise<void> {
    const usable = await poll(async () => (await this.api.isHealthy()) || undefined, {
      everyMs: 200,
      // The longest that the database stands still, and then recovers.
      forMs: 120_000,
    })
    if (!usable) throw new Error(`the product did not become usable; see ${this.folder}/programs.log`)
  }

  /** As a power cut of the database's machine; it is started again by its supervisor. */
  killDatabase(): boolean {
    return this.postmaster !== undefined && signalProcess(this.postmaster, 'SIGKILL')
  }

  /** Makes the database stand still until `resume`. */
  freezeDatabase(): ReturnType<typeof freezeDatabase> {
    return freezeDatabase(this.postgresFolder)
  }

  get postmaster(): number | undefined {
    return findPostmaster(this.postgresFolder)?.pid
  }

  private get postgresFolder(): string {
    return join(this.folder, 'data', 'postgres')
  }

  /** Ends everything in order. `keep` leaves the folder with the logs and the database behind. */
  async close(keep: boolean): Promise<void> {
    await Promise.all([this.web, ...this.workers].map((program) => program.end()))
    await this.database.close().catch(() => undefined)
    await this.postgres.stop()
    this.log.end()
    // What writes there until its end may still do so.
    if (!keep) rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

type Opened = { postgres: RunningPostgres; database: Database; log: WriteStream }

const contextOf = (database: Database, env: Env, keys: Keys, rehearsalUrl: string): RootCtx => ({
  db: database.prisma,
  pool: database.pool,
  actor: { kind: 'system', name: 'torture' },
  log: createLogger({ level: 'silent' }),
  now: () => new Date(),
  config: { publicUrl: env.PUBLIC_URL, encryptionKey: keys.encryptionKey, rehearsalUrl },
})

/** What a first start and an administrator would make: accounts with senders, credits, and a key. */
async function furnish(
  root: RootCtx,
  keys: Keys,
  { companies, providers, ratePerSecond }: Options,
): Promise<{ accounts: Account[]; key: string }> {
  await setUp(root, { adminEmail: 'admin@example.com', fingerprints: keyFingerprints(keys) })
  const accounts: Account[] = []
  for (const company of companies) {
    const { settings, secrets } = await providers.account(company.provider)
    const { id } = await inTx(root, async (ctx) => {
      const name = `${company.provider} torture`
      const pace = { ratePerSecond, maxInFlight: 40 }
      const account = await createAccountIn(ctx, {
        ...{ provider: company.provider, name, secrets },
        settings: { ...settings, ...company.settings, ...pace },
      })
      // The sender of the account that a first start makes is called the same.
      await createSenderIn(ctx, { account: name, value: company.sender, approve: true })
      return account
    })
    const { callbackUrl } = await openAccount(root, id)
    if (company.provider === 'advanta') await providers.call('advanta', 'set', { callbackUrl })
    accounts.push({ ...company, id, callbackUrl })
  }
  await addCredits(root, { amount: 1_000_000 })
  const { key } = await createKey(root, { name: 'torture', scopes: ['*'] })
  return { accounts, key }
}
