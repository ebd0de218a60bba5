import type pg from 'pg'
import { chunkOf } from '#lib/messages/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { storable } from './outcomes.ts'

/** Rows of unknown outcome, as they are looked up and as people decide about them. */

export type Doubt = { messageId: number; chunkNo: number; lookups: number }

/** Accounts that have rows of unknown outcome about which it is time to ask, while sending is on. */
export async function findAccountsInDoubt(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query(
    `select distinct k.account_id as id from chunk k, installation i
     where k.unknown > 0 and k.receipts_ended_at is null and (k.lookup_at is null or k.lookup_at <= clock_timestamp())
       and i.id = 1 and i.sending_off is null`,
  )
  return rows.map((row) => row.id)
}

/** Chunks of an account with rows of unknown outcome about which the provider's list should be asked now; put off at once. */
export async function takeDoubts(pool: pg.Pool, accountId: number, limit: number): Promise<Doubt[]> {
  const { rows } = await pool.query(
    `update chunk k set lookup_at = clock_timestamp() + interval '5 minutes' where (k.message_id, k.chunk_no) in (
       select message_id, chunk_no from chunk
       where account_id = $1 and unknown > 0 and receipts_ended_at is null
         and (lookup_at is null or lookup_at <= clock_timestamp())
       order by message_id, chunk_no limit $2 for update skip locked)
     returning message_id as "messageId", chunk_no as "chunkNo", lookups`,
    [accountId, limit],
  )
  return rows
}

export type DoubtfulRow = {
  messageId: number
  chunkNo: number
  seq: number
  msisdn: string
  parts: number
  reference: string | null
  variables: Record<string, string> | null
  /** No request of it left before; null when nobody knows. */
  sentAt: Date | null
}

/**
 * Rows of a chunk whose outcome has been unknown for so long that the request cannot be on its way any more: as long as is
 * given, or as was reckoned with when they were given to send.
 */
export async function findUnknown(pool: pg.Pool, doubt: Doubt, olderThanMs: number): Promise<DoubtfulRow[]> {
  const { rows } = await pool.query(
    `select $1::bigint as "messageId", $2::int as "chunkNo", seq, msisdn, parts, reference, variables,
       -- The copy that this database was restored from may have sent it at any time.
       case when reason is distinct from 'RESTORED' then updated_at end as "sentAt"
     from recipient, (select doubt_ms from chunk where message_id = $1 and chunk_no = $2) k
     where message_id = $1 and seq between $2::int * 1000 + 1 and ($2::int + 1) * 1000 and state = 1
       and updated_at < clock_timestamp() - greatest($3, k.doubt_ms) * interval '1 ms' order by seq`,
    [doubt.messageId, doubt.chunkNo, olderThanMs],
  )
  return rows
}

export type Resolution = { seq: number; wasSent: boolean; reference: string | null; reason: string | null }

/** Says what became of rows of unknown outcome. Returns how many changed. */
export async function resolve(
  pool: pg.Pool,
  chunk: { messageId: number; chunkNo: number },
  found: readonly Resolution[],
): Promise<number> {
  if (found.length === 0) return 0
  const { rows } = await pool.query('select chunk_resolve($1, $2, $3, $4, $5, $6) as n', [
    chunk.messageId,
    chunk.chunkNo,
    found.map((f) => f.seq),
    found.map((f) => (f.wasSent ? 1 : 2)),
    found.map((f) => storable(f.reference)),
    found.map((f) => f.reason),
  ])
  return rows[0].n
}

/** When to ask about a chunk again; `asked`: a question was put, so that the gaps grow. */
export async function setNextLookup(
  pool: pg.Pool,
  doubt: Doubt,
  { inMs, asked }: { inMs: number; asked: boolean },
): Promise<void> {
  await pool.query(
    `update chunk set lookups = lookups + $4, lookup_at = clock_timestamp() + $3 * interval '1 ms'
     where message_id = $1 and chunk_no = $2`,
    [doubt.messageId, doubt.chunkNo, inMs, asked ? 1 : 0],
  )
}

/** The chunks of a message in which somebody is in doubt; of one recipient its own. */
export async function findChunksInDoubt(ctx: Ctx, messageId: bigint, seq: number | null): Promise<number[]> {
  const chunks = await ctx.db.chunk.findMany({
    where: { messageId, unknown: { gt: 0 }, ...(seq !== null && { chunkNo: chunkOf(seq) }) },
    select: { chunkNo: true },
    orderBy: { chunkNo: 'asc' },
  })
  return chunks.map(({ chunkNo }) => chunkNo)
}

/** Writes a person's word that rows of unknown outcome of these chunks were sent, all or one. Returns how many changed. */
export async function resolveAsSent(
  ctx: Ctx,
  messageId: bigint,
  { chunkNos, seq, olderThanMs }: { chunkNos: readonly number[]; seq: number | null; olderThanMs: number },
): Promise<number> {
  // All locks first, because booking ends in the ledger, which is locked last.
  await ctx.db.$executeRaw`
    select 1 from chunk where message_id = ${messageId} and chunk_no = any (${[...chunkNos]}) order by chunk_no for update`
  const [row] = await ctx.db.$queryRaw<{ n: number }[]>`
    select coalesce(sum(chunk_resolve(${messageId}::bigint, c.chunk_no, c.seqs, c.kinds, c.refs, c.reasons)), 0)::int as n from (
      select k.chunk_no, array_agg(r.seq) as seqs, array_agg(1::smallint) as kinds, array_agg(null::text) as refs,
        array_agg('ASSUMED_SENT'::text) as reasons
      from chunk k join recipient r on r.message_id = k.message_id and r.seq between k.chunk_no * 1000 + 1 and k.last_seq
      where k.message_id = ${messageId} and k.chunk_no = any (${[...chunkNos]}) and r.state = 1
        and (${seq}::int is null or r.seq = ${seq}::int)
        and r.updated_at < clock_timestamp() - greatest(k.doubt_ms, ${olderThanMs}::int) * interval '1 ms'
      group by k.chunk_no order by k.chunk_no) c`
  return row?.n ?? 0
}

/** People of a message of whom nobody knows whether it reached them. */
export async function countUnknown(ctx: Ctx, messageId: bigint): Promise<number> {
  const { _sum } = await ctx.db.chunk.aggregate({ where: { messageId }, _sum: { unknown: true } })
  return _sum.unknown ?? 0
}
