import type pg from 'pg'
import { recipientStates } from '#lib/messages/rules.ts'
import type { Receipt } from '#lib/providers/provider.ts'
import { partsOf, storable } from './outcomes.ts'

/** Longer than any honest text; what is longer is cut, because it comes from outside. */
const MAX_RAW = 500
const MAX_REFERENCE = 200
/** A provider that stopped answering is given at least this long. */
const SOON_MS = 5000

/** Appends to the receipts' inbox; nothing is decided here. */
export async function insertReceipts(
  pool: pg.Pool,
  accountId: number,
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return
  await pool.query(
    `insert into receipt (account_id, reference, our_reference, msisdn, state, reason, raw, parts, at, network)
     select $1, r.* from unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[],
       $8::smallint[], $9::timestamptz[], $10::smallint[]) as r`,
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
      receipts.map((r) => r.network ?? null),
    ],
  )
}

/** Applies what has come in; see receipts_apply in prisma/functions.sql. Returns how many receipts were looked at. */
export async function applyReceipts(pool: pg.Pool, limit: number, windowHours: number): Promise<number> {
  const { rows } = await pool.query('select receipts_apply($1, $2) as n', [limit, windowHours])
  return rows[0].n
}

export type ChunkToPoll = { messageId: number; chunkNo: number; accountId: number; pollNo: number }

/** Accounts with chunks whose receipts should be asked for now. */
export async function findAccountsToPoll(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query(
    'select distinct account_id as id from chunk where poll_at <= clock_timestamp()',
  )
  return rows.map((row) => row.id)
}

/** A chunk of the account whose receipts should be asked for now; it is put off, so that no second worker asks meanwhile. */
export async function takeChunkToPoll(pool: pg.Pool, accountId: number): Promise<ChunkToPoll | null> {
  const { rows } = await pool.query(
    `update chunk k set poll_at = clock_timestamp() + interval '1 minute'
     where (k.message_id, k.chunk_no) = (select p.message_id, p.chunk_no from chunk p
       where p.poll_at <= clock_timestamp() and p.account_id = $1 order by p.poll_at limit 1 for update skip locked)
     returning k.message_id, k.chunk_no, k.account_id, k.poll_no`,
    [accountId],
  )
  const row = rows[0]
  return row
    ? { messageId: row.message_id, chunkNo: row.chunk_no, accountId: row.account_id, pollNo: row.poll_no }
    : null
}

/** Says that the chunk is still being asked about. */
export async function keepPolling(pool: pg.Pool, chunk: ChunkToPoll): Promise<void> {
  await pool.query(
    `update chunk set poll_at = clock_timestamp() + interval '1 minute' where message_id = $1 and chunk_no = $2 and poll_at is not null`,
    [chunk.messageId, chunk.chunkNo],
  )
}

/** How many requests may be put to the provider now, of the rate that sending shares. */
export async function leaseQuestions(pool: pg.Pool, accountId: number, want: number): Promise<number> {
  const { rows } = await pool.query('select account_ask($1, $2) as n', [accountId, want])
  return rows[0].n
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

/**
 * When to ask about a chunk next: at the first of these ages, in ms since the end of its sending, that is still to come;
 * while it is being sent, after as long as between two of them. Null: not again. Where the provider stopped answering
 * half-way the rest does not wait for the next age, which may be half a day away: it is asked about after a tenth of the
 * chunk's age, until that is twice the last one.
 */
export async function setNextPoll(
  pool: pg.Pool,
  chunk: ChunkToPoll,
  asked: { ages: readonly number[]; isWhole: boolean } | null,
): Promise<void> {
  const { pollNo } = chunk
  const ages = asked?.ages ?? null
  const last = (ages?.length ?? 0) - 1
  const gap = ages ? (ages[Math.min(pollNo + 1, last)] ?? 0) - (ages[Math.min(pollNo, last - 1)] ?? 0) : 0
  await pool.query(
    `update chunk set poll_no = least(poll_no + 1, 1000), poll_at = case
       when $3::bigint[] is null then null
       when done_at is null then clock_timestamp() + greatest($4::bigint, 1000) * interval '1 ms'
       else least(
         (select min(done_at + age * interval '1 ms') from unnest($3::bigint[]) age
           where done_at + age * interval '1 ms' > clock_timestamp()),
         (select clock_timestamp() + greatest((clock_timestamp() - done_at) / 10, $6 * interval '1 ms')
           where not $5 and clock_timestamp() < done_at + 2 * $3[array_length($3, 1)] * interval '1 ms')) end
     where message_id = $1 and chunk_no = $2`,
    [chunk.messageId, chunk.chunkNo, ages, gap, asked?.isWhole ?? true, SOON_MS],
  )
}
