import { randomInt } from 'node:crypto'
import pg from 'pg'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Logger } from '#lib/platform/log.ts'
import { type Alarm, judge, type Kept, type Look } from './era-rules.ts'
import * as store from './store-era.ts'

/** Where a worker writes down what it has seen, beside the database: see `worker/position-file.ts`. */
export type PositionFile = { read: () => Kept | null; write: (kept: Kept) => void }

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Eight characters that mark what this copy of the database sends, so that receipts of a former copy are told apart. */
export const newEra = (): string =>
  Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')

/**
 * Looks every few seconds whether this database is still the one that sends, and says that somebody works here. Before
 * the first look, and after the server was started again until the next one, this worker uses no connection to it.
 */
export class InstallationWatch {
  private last: Look | null = null
  private verified: string | null = null
  private looking: Promise<Alarm | null> | null = null
  private readonly root: RootCtx
  private readonly url: string
  private readonly file: PositionFile
  private readonly monotonic: () => number

  constructor(root: RootCtx, options: { url: string; file: PositionFile; monotonic?: () => number }) {
    this.root = root
    this.url = options.url
    this.file = options.file
    this.monotonic = options.monotonic ?? (() => performance.now())
  }

  /** Looks now. Answers what was wrong, after everything that was under way has been held; null when nothing was. */
  check(): Promise<Alarm | null> {
    this.looking ??= this.look().finally(() => {
      this.looking = null
    })
    return this.looking
  }

  /** For the pool: keeps a new connection from being used when the server is not the one that was looked at. */
  readonly verify = async (client: pg.ClientBase): Promise<void> => {
    const { rows } = await client.query('select pg_postmaster_start_time()::text as started')
    if (rows[0].started === this.verified) return
    void this.check().catch(() => undefined)
    throw new Error('the database server was started anew and has not been looked at yet')
  }

  private async look(): Promise<Alarm | null> {
    // A connection of its own: those of the pool are refused until this has looked.
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'longwave worker watching',
      statement_timeout: 60_000,
      lock_timeout: 20_000,
      connectionTimeoutMillis: 10_000,
    })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await this.lookWith(client)
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  private async lookWith(client: pg.Client): Promise<Alarm | null> {
    await client.query('begin')
    const began = this.monotonic()
    const seen = await store.look(client)
    if (!seen) {
      await client.query('rollback')
      return null
    }
    const monotonicNow = (began + this.monotonic()) / 2
    const alarm = judge(seen, this.file.read(), this.last && { ...this.last, monotonicNow })
    const era = alarm?.kind === 'RESTORED' ? newEra() : seen.era
    if (alarm) await raise(client, alarm, era, this.root.log)
    const { beatAt, position } = await store.beat(client, { ...seen, era })
    await client.query('commit')
    this.file.write({ identity: seen.identity, era, position, beatAt })
    this.last = { monotonic: monotonicNow, now: seen.now }
    this.verified = seen.serverStartedAt
    // Also what whoever noticed it, and was interrupted, has left.
    if (alarm?.kind === 'RESTORED' || seen.off === 'RESTORED') await doubtRestored(this.root)
    return alarm
  }
}

async function raise(client: pg.Client, alarm: Alarm, era: string, log: Logger): Promise<void> {
  const { kind, ...details } = alarm
  if (alarm.kind === 'RESTORED') await store.beginEra(client, era, { found: alarm.found })
  const held = await store.holdAll(client, kind, details)
  const by = { by: 'worker', ...details, messages: held }
  await client.query('insert into audit_entry (action, target, details) values ($1, $2, $3)', [
    'installation.alarm',
    'installation:1',
    { kind, ...by },
  ])
  log.error('the installation needs attention', { kind, ...details, messages: held })
}

/** Chunks per look: a restored message may have thousands. */
const AT_ONCE = 100

/**
 * Makes `unknown` what the original of a restored database may have sent since the copy was made. Can be repeated; done
 * when it returns.
 */
export async function doubtRestored(root: RootCtx): Promise<void> {
  for (;;) {
    const chunks = await store.findDoubtful(root.pool, AT_ONCE)
    if (chunks.length === 0) return
    for (const chunk of chunks) await store.doubtChunk(root.pool, chunk)
  }
}
