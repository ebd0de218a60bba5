import type pg from 'pg'
import type { Prisma, PrismaClient } from '#prisma/generated/client.ts'
import type { Logger } from './log.ts'

export type Role = 'admin' | 'operator' | 'viewer'

/** Who asks. `system` is the worker, the command line and first-run set-up. */
export type Actor =
  | { kind: 'user'; userId: number; role: Role; sessionId: string; ip: string | null }
  | {
      kind: 'key'
      userId: number
      role: Role
      apiKeyId: number
      scopes: readonly string[]
      ip: string | null
    }
  | { kind: 'system'; name: string }

/** What every use case gets first. With a `Ctx` no second transaction can be opened. */
export type Ctx = {
  db: Prisma.TransactionClient
  actor: Actor
  log: Logger
  /** For what only this process decides; order and validity in the database go by the database's clock. */
  now: () => Date
  config: Config
}

export type RootCtx = Ctx & {
  db: PrismaClient
  /** Plain connections, for statements where Prisma's round trips are too many. */
  pool: pg.Pool
  /** Made by `joinTx`: there is a transaction around the whole use case, and its own are a part of it. */
  joined?: true
}

/**
 * For a use case that is to run inside an open transaction: all that it does through `db` goes there, reading too, so that
 * it never waits for a second connection while it holds the first.
 */
export const joinTx = (root: RootCtx, open: Ctx): RootCtx => ({
  ...root,
  // What a transaction's client lacks is `$transaction`, which only `inTx` calls.
  db: open.db as RootCtx['db'],
  joined: true,
})

export type Config = {
  /** Base of sign-in and callback links, without a trailing slash. */
  publicUrl: string
  /** 32 bytes that seal secrets at rest, with the id that is written beside what they sealed. */
  encryptionKey: { id: string; bytes: Uint8Array }
  /** Where the rehearsal provider's emulator listens, if it runs. */
  rehearsalUrl: string | null
}

/** Runs in one transaction: all of it is committed, or nothing. */
export function inTx<T>(ctx: RootCtx, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.joined) return run(ctx)
  return ctx.db.$transaction((db) => run({ ...ctx, db }), { timeout: 30_000, maxWait: 10_000 })
}

/** The same on a plain connection, for COPY and the statements of the sending protocol. */
export async function inSqlTx<T>(ctx: RootCtx, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await ctx.pool.connect()
  try {
    await client.query('begin')
    const result = await run(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // A connection that cannot even roll back is thrown away: nobody shall inherit its transaction.
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}

/** Ids for rows that note who did something. */
export function actorIds(actor: Actor): {
  userId: number | null
  apiKeyId: number | null
  ip: string | null
} {
  if (actor.kind === 'system') return { userId: null, apiKeyId: null, ip: null }
  return { userId: actor.userId, apiKeyId: actor.kind === 'key' ? actor.apiKeyId : null, ip: actor.ip }
}
