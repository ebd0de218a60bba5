import type pg from 'pg'
import type { Receipt } from '#lib/providers/provider.ts'
import { partsOf, storable } from './outcomes.ts'
import { recipientStates } from './rules.ts'

/** Longer than any honest text; what is longer is cut, because it comes from outside. */
const MAX_RAW = 500
const MAX_REFERENCE = 200

/** Appends to the receipts' inbox; nothing is decided here. */
export async function insertReceipts(
  pool: pg.Pool,
  accountId: number,
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return
  await pool.query(
    `insert into receipt (account_id, reference, our_reference, msisdn, state, reason, raw, parts, at)
     select $1, r.* from unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[],
       $8::smallint[], $9::timestamptz[]) as r`,
    [
      accountId,
      receipts.map((r) => storable(r.reference, MAX_REFERENCE)),
      receipts.map((r) => storable(r.ourReference ?? null, MAX_REFERENCE)),
      receipts.map((r) => storable(r.to ?? null, MAX_REFERENCE)),
      receipts.map((r) => recipientStates.indexOf(r.state)),
      receipts.map((r) => storable(r.reason, MAX_REFERENCE)),
      receipts.map((r) => storable(r.raw, MAX_RAW)),
      receipts.map((r) => partsOf(r.parts)),
      receipts.map((r) => (r.at && !Number.isNaN(r.at.getTime()) ? r.at : null)),
    ],
  )
}

/** Applies what has come in; see the sending protocol in prisma/migrations. Returns how many receipts were looked at. */
export async function applyReceipts(pool: pg.Pool, limit: number, windowHours: number): Promise<number> {
  const { rows } = await pool.query('select receipts_apply($1, $2) as n', [limit, windowHours])
  return rows[0].n
}

export type ChunkToPoll = { messageId: number; chunkNo: number; accountId: number; pollNo: number }

/** A chunk whose receipts should be asked for now; it is put off a minute, so that no second worker asks meanwhile. */
export async function takeChunkToPoll(pool: pg.Pool): Promise<ChunkToPoll | null> {
  const { rows } = await pool.query(
    `update chunk k set poll_at = clock_timestamp() + interval '1 minute'
     where (k.message_id, k.chunk_no) = (select p.message_id, p.chunk_no from chunk p
       where p.poll_at <= clock_timestamp() order by p.poll_at limit 1 for update skip locked)
     returning k.message_id, k.chunk_no, k.account_id, k.poll_no`,
  )
  const row = rows[0]
  return row
    ? { messageId: row.message_id, chunkNo: row.chunk_no, accountId: row.account_id, pollNo: row.poll_no }
    : null
}

export type AwaitedReceipt = {
  seq: number
  msisdn: string
  reference: string | null
  sentAt: Date
  era: string
}

/** The accepted recipients of a chunk: those of whom there may be news. */
export async function findAwaited(pool: pg.Pool, chunk: ChunkToPoll): Promise<AwaitedReceipt[]> {
  const { rows } = await pool.query(
    `select r.seq, r.msisdn, r.reference, r.updated_at as "sentAt", m.era from recipient r join message m on m.id = r.message_id
     where r.message_id = $1 and r.seq between $2::int * 1000 + 1 and ($2::int + 1) * 1000 and r.state = 2
       and r.reason is distinct from 'NO_RECEIPT' order by r.seq`,
    [chunk.messageId, chunk.chunkNo],
  )
  return rows
}

/** When to ask next; null ends it. Ages are counted from the end of the chunk's sending. */
export async function setNextPoll(pool: pg.Pool, chunk: ChunkToPoll, ageMs: number | null): Promise<void> {
  await pool.query(
    `update chunk set poll_no = $3 + 1,
       poll_at = greatest(done_at + $4::bigint * interval '1 ms', clock_timestamp() + interval '1 second')
     where message_id = $1 and chunk_no = $2`,
    [chunk.messageId, chunk.chunkNo, chunk.pollNo, ageMs],
  )
}
