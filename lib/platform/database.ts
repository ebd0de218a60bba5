import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#prisma/generated/client.ts'

/** Prisma for ordinary rows, the pool under it for statements where the round trip counts: dispatch, COPY, claims. */
export type Database = {
  prisma: PrismaClient
  pool: pg.Pool
  /** Whether it has just been lost or does not answer; asked about a failure that does not say so itself. */
  isAway: () => Promise<boolean>
  close: () => Promise<void>
}

/** Numbers that PostgreSQL keeps in 64 bits stay below 2^53 here (ids, thousandths of a credit), so they may be numbers. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** A failure is put down to a lost connection for this long. */
const LOST_MS = 15_000
/** Whoever is told that the database is away should not have to wait long for it. */
const PATIENCE_MS = 3000

type Options = {
  /** Connections at most; 10 unless told. */
  max?: number
  name?: string
  /** Looks at a new connection before it is used; one for which it throws is given up. */
  verify?: (client: pg.ClientBase) => Promise<void>
}

/** Whoever waited in vain for a connection says so: by the time that somebody asks, the database may answer again. */
class NotingPool extends pg.Pool {
  private readonly noteLost: () => void

  constructor(noteLost: () => void, config: pg.PoolConfig) {
    super(config)
    this.noteLost = noteLost
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Taken): undefined
  override connect(callback?: Taken): Promise<pg.PoolClient> | undefined {
    if (!callback)
      return super.connect().catch((error: unknown) => {
        this.noteLost()
        throw error
      })
    super.connect((error, client, done) => {
      if (error) this.noteLost()
      callback(error, client, done)
    })
    return undefined
  }
}

type Taken = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void

/** Opens the database. Nothing connects before the first query. */
export function openDatabase(url: string, options: Options = {}): Database {
  const { verify } = options
  let lostAt = Number.NEGATIVE_INFINITY
  const noteLost = () => {
    lostAt = performance.now()
  }
  const pool = new NotingPool(noteLost, {
    connectionString: url,
    max: options.max ?? 10,
    types,
    application_name: options.name ?? 'longwave',
    // Without these a statement behind a stopped client or a dead network would hold its loop for ever.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    lock_timeout: 20_000,
    idle_in_transaction_session_timeout: 60_000,
    // The pool waits for the promise, though its types do not say so.
    ...(verify && { onConnect: verify as unknown as (client: pg.ClientBase) => void }),
  })
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', noteLost)
  // One that breaks while it is taken fails its statement; the event beside that, too, would end the process.
  pool.on('connect', (client) => client.on('error', noteLost))
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    prisma,
    pool,
    isAway: async () => performance.now() - lostAt < LOST_MS || !(await answers(pool, PATIENCE_MS)),
    close: async () => {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}

/** Whether the database answers a question within this time. */
export function answers(pool: pg.Pool, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs, false).unref()
    pool
      .query('select 1')
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(timer))
  })
}

/** PostgreSQL's error code (SQLSTATE) of whatever a driver or Prisma threw, or null. Errors are told apart by it, never by text. */
export function sqlState(error: unknown): string | null {
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 5; depth++) {
    const { code, originalCode, cause, meta } = e as Record<string, unknown>
    if (typeof originalCode === 'string') return originalCode
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code
    if (code === 'P2002') return '23505'
    if (code === 'P2003') return '23503'
    e = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError
  }
  return null
}
