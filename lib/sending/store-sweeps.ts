import type pg from 'pg'

/** The work that comes back: what nobody is waiting for, found by partial indexes and done a little at a time. */

export type ChunkKey = { messageId: number; chunkNo: number; accountId: number }

/** Chunks whose time for receipts is over. */
export async function findToEndReceipts(pool: pg.Pool, hours: number, limit: number): Promise<ChunkKey[]> {
  const { rows } = await pool.query(
    `select message_id as "messageId", chunk_no as "chunkNo", account_id as "accountId" from chunk
     where state = 'done' and receipts_ended_at is null and done_at < clock_timestamp() - $1 * interval '1 hour'
     order by done_at limit $2`,
    [hours, limit],
  )
  return rows
}

/** `expected`: the provider gives receipts, so that their absence says something. */
export async function endReceipts(pool: pg.Pool, chunk: ChunkKey, expected: boolean): Promise<void> {
  await pool.query('select chunk_end_receipts($1, $2, $3)', [chunk.messageId, chunk.chunkNo, expected])
}

/** Gives their final state to messages that have no chunk left to do and were not told so. Returns how many. */
export async function finishMessages(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select message_finish(m.id) from message m
     where m.state in ('sending', 'paused', 'needs_attention') and m.planned_at < clock_timestamp() - interval '1 minute'
       and not exists (select 1 from chunk k where k.message_id = m.id and k.state <> 'done')`,
  )
  return rowCount ?? 0
}

/** Messages that must not begin any more, or go on. */
export async function findNotAfter(pool: pg.Pool): Promise<{ id: number; awaitsApproval: boolean }[]> {
  const { rows } = await pool.query(
    `select id, state = 'awaiting_approval' as "awaitsApproval" from message
     where not_after is not null and state in ('scheduled', 'awaiting_approval', 'sending', 'paused', 'needs_attention')
       and not_after <= clock_timestamp() and reason is distinct from 'NOT_AFTER' and open_chunks > 0 limit 50`,
  )
  return rows
}

/** Opens windows that have closed for the next time they open. Returns how many chunks wait for it. */
export async function reopenWindows(pool: pg.Pool, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `with shut as materialized (
       select k.message_id, k.chunk_no, k.zone, k.window_from, k.window_to, k.window_days from chunk k
       where k.state in ('waiting', 'open', 'held') and k.zone is not null and k.closes_at <= clock_timestamp()
         and not exists (select 1 from message m where m.id = k.message_id and m.not_after <= clock_timestamp())
       order by k.message_id, k.chunk_no limit $1 for update of k skip locked),
     next as (
       select s.message_id, s.chunk_no, w.opens, least(w.closes, m.not_after) as closes
       from shut s join message m on m.id = s.message_id
       cross join lateral next_window(s.zone, s.window_from, s.window_to, s.window_days, clock_timestamp()) w)
     update chunk k set not_before = n.opens, closes_at = n.closes from next n
     where k.message_id = n.message_id and k.chunk_no = n.chunk_no`,
    [limit],
  )
  return rowCount ?? 0
}

/** Pieces, of a quarter megabyte each, that one statement removes well within its time. */
const PIECES = 200

/**
 * Throws away what has expired and what was never completed, some pieces at a time: a file of some hundred megabytes takes
 * longer than a statement may. It is incomplete from the first on, so that nobody keeps half of it. Returns how much went.
 */
export async function dropBlobs(pool: pg.Pool): Promise<number> {
  await pool.query('update blob set complete = false where complete and expires_at < clock_timestamp()')
  const pieces = await pool.query(
    `delete from blob_piece where (blob_id, no) in (select p.blob_id, p.no from blob b join blob_piece p on p.blob_id = b.id
       where ${FORGOTTEN} limit $1)`,
    [PIECES],
  )
  if (pieces.rowCount) return pieces.rowCount
  const blobs = await pool.query(
    `delete from blob b where ${FORGOTTEN} and not exists (select 1 from blob_piece p where p.blob_id = b.id)`,
  )
  return blobs.rowCount ?? 0
}

const FORGOTTEN = `not b.complete
  and (b.expires_at < clock_timestamp() or b.created_at < clock_timestamp() - interval '1 day')`

/** Removes messages that were refused when they were planned, so long ago. Returns how many. */
export async function dropDrafts(pool: pg.Pool, days: number): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from message where id in (select id from message
       where state = 'draft' and confirmed_at < clock_timestamp() - $1 * interval '1 day' limit 100)`,
    [days],
  )
  return rowCount ?? 0
}
