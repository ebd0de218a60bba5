import type pg from 'pg'
import type { AttentionReason } from '#lib/messages/rules.ts'
import type { Alarm, Identity, Seen } from './era-rules.ts'

/** What `judge` needs, and since when the server runs. */
export type Looked = Seen & { serverStartedAt: string; off: 'RESTORED' | 'STOPPED' | null }

/**
 * Reads what the database says about itself, and keeps everybody from beginning anything until the transaction ends.
 * Null before the first set-up.
 */
export async function look(client: pg.ClientBase): Promise<Looked | null> {
  const { rows } = await client.query(
    `select i.era, i.sending_off as off, n.*, extract(epoch from clock_timestamp())::float8 * 1000 as now,
       extract(epoch from i.beat_at)::float8 * 1000 as beat_at,
       i.system_identifier as was_system, i.timeline as was_timeline, i.database_oid as was_database, i.table_oid as was_table,
       (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as position, pg_postmaster_start_time()::text as started,
       array(select era from installation_era) as eras
     from installation i, installation_identity() n where i.id = 1 for update of i`,
  )
  const row = rows[0]
  if (!row) return null
  return {
    identity: identity(row.system_identifier, row.timeline, row.database_oid, row.table_oid),
    recorded:
      row.was_system === null
        ? null
        : identity(row.was_system, row.was_timeline, row.was_database, row.was_table),
    era: row.era,
    eras: [row.era, ...row.eras],
    position: Number(row.position),
    beatAt: row.beat_at,
    now: row.now,
    serverStartedAt: row.started,
    off: row.off,
  }
}

const identity = (system: unknown, timeline: unknown, database: unknown, table: unknown): Identity => ({
  systemIdentifier: String(system),
  timeline: String(timeline),
  databaseOid: String(database),
  tableOid: String(table),
})

/** Says that somebody works here now. Returns the instant and how far the log has come, both as written. */
export async function beat(client: pg.ClientBase, seen: Seen): Promise<{ beatAt: number; position: number }> {
  const { systemIdentifier, timeline, databaseOid, tableOid } = seen.identity
  const { rows } = await client.query(
    `update installation set beat_at = clock_timestamp(), system_identifier = $1, timeline = $2, database_oid = $3, table_oid = $4
     where id = 1
     returning extract(epoch from beat_at)::float8 * 1000 as beat_at, (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as position`,
    [systemIdentifier, timeline, databaseOid, tableOid],
  )
  await client.query('insert into installation_era (era) values ($1) on conflict do nothing', [seen.era])
  return { beatAt: rows[0].beat_at, position: Number(rows[0].position) }
}

/**
 * A new era begins and sending is off until an admin confirms. What may be missing in this copy is what came after its
 * last beat.
 */
export async function beginEra(
  client: pg.ClientBase,
  era: string,
  found: { found: string; [more: string]: unknown },
): Promise<void> {
  await client.query(
    `update installation set era = $1, sending_off = 'RESTORED', sending_off_at = clock_timestamp(),
       sending_off_details = $2,
       data_until = case when sending_off = 'RESTORED' then data_until else coalesce(beat_at, clock_timestamp()) end
     where id = 1`,
    [era, found],
  )
  await client.query('insert into installation_era (era, reason) values ($1, $2)', [era, found.found])
}

/** Messages that may have gone on without this database: begun, or due by now, or about to be planned. */
const AFFECTED = `(state in ('planning', 'sending', 'paused') or (state = 'scheduled' and due_at <= clock_timestamp())`

/**
 * Holds every message that is under way, in the caller's transaction: nothing of it leaves before a person agrees. After
 * a restore also those that are still to come, because the original may have given them an earlier time, and those that
 * wait for a person already; what was due by then counts as begun. Returns how many.
 */
export async function holdAll(
  client: pg.ClientBase,
  reason: Alarm['kind'] & AttentionReason,
  details: object,
): Promise<number> {
  const restored = reason === 'RESTORED'
  // In its original somebody may have resumed or approved what waits for a person here.
  const begun = restored
    ? ` or state = 'scheduled' or (state in ('needs_attention', 'awaiting_approval') and (started_at is not null or due_at <= clock_timestamp())))`
    : ')'
  const { rows } = await client.query(`select id from message where ${AFFECTED}${begun} order by id`)
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return 0
  await client.query(
    'select 1 from chunk where message_id = any ($1) order by message_id, chunk_no for update',
    [ids],
  )
  const held = await client.query(
    `update message set state = 'needs_attention', reason = $2, reason_details = $3,
       started_at = case when $4 and due_at <= clock_timestamp() then coalesce(started_at, due_at) else started_at end
     where id = any ($1) and ${AFFECTED}${begun}`,
    [ids, reason, details, restored],
  )
  await client.query(`update chunk set state = 'held' where message_id = any ($1) and state = 'open'`, [ids])
  return held.rowCount ?? 0
}

/** Chunks of a restored database whose queued rows may have been sent by its original. */
export async function findDoubtful(
  pool: pg.Pool,
  limit: number,
): Promise<{ messageId: number; chunkNo: number }[]> {
  const { rows } = await pool.query(
    `select k.message_id as "messageId", k.chunk_no as "chunkNo" from message m join chunk k on k.message_id = m.id
     where m.state = 'needs_attention' and m.reason = 'RESTORED' and m.started_at is not null
       and k.queued > 0 and k.state in ('waiting', 'open', 'held')
     limit $1`,
    [limit],
  )
  return rows
}

export async function doubtChunk(
  pool: pg.Pool,
  chunk: { messageId: number; chunkNo: number },
): Promise<number> {
  const { rows } = await pool.query('select chunk_doubt($1, $2) as n', [chunk.messageId, chunk.chunkNo])
  return rows[0].n
}

/** Switches sending on. Returns what it was switched off for, null if it was on. */
export async function switchOn(client: pg.ClientBase, only: 'RESTORED' | 'STOPPED'): Promise<boolean> {
  const { rowCount } = await client.query(
    `update installation set sending_off = null, sending_off_at = null, sending_off_details = null
     where id = 1 and sending_off = $1`,
    [only],
  )
  return rowCount === 1
}

/** Switches sending off. False: it was off already. */
export async function switchOff(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `update installation set sending_off = 'STOPPED', sending_off_at = clock_timestamp(), sending_off_details = null
     where id = 1 and sending_off is null`,
  )
  return rowCount === 1
}

/** Pauses everything that is being sent, chunks first; returns the messages. The caller holds the installation's row. */
export async function pauseAll(client: pg.ClientBase, reason: string): Promise<number[]> {
  const { rows } = await client.query(`select id from message where state = 'sending' order by id`)
  const ids = rows.map((row) => row.id)
  await client.query(
    'select 1 from chunk where message_id = any ($1) order by message_id, chunk_no for update',
    [ids],
  )
  const paused = await client.query(
    `update message set state = 'paused', reason = $2, reason_details = null where id = any ($1) and state = 'sending' returning id`,
    [ids, reason],
  )
  await client.query(`update chunk set state = 'held' where state = 'open' and message_id = any ($1)`, [
    paused.rows.map((row) => row.id),
  ])
  return paused.rows.map((row) => row.id)
}

/** What has left of these messages, what may be leaving now, and what has not left. */
export async function countGone(
  client: pg.ClientBase,
  messageIds: readonly number[],
): Promise<{ gone: number; leaving: number; left: number }> {
  const { rows } = await client.query(
    `select coalesce(sum(unknown + accepted + undelivered + expired + delivered), 0)::int as gone,
       coalesce(sum(cardinality(intent)), 0)::int as leaving, coalesce(sum(queued - cardinality(intent)), 0)::int as left
     from chunk where message_id = any ($1)`,
    [messageIds],
  )
  return rows[0]
}

/** Messages that were paused for this reason. */
export async function findPaused(pool: pg.Pool, reason: string): Promise<number[]> {
  const { rows } = await pool.query(
    `select id from message where state = 'paused' and reason = $1 order by id`,
    [reason],
  )
  return rows.map((row) => row.id)
}

export type SendingRow = {
  era: string
  off: 'RESTORED' | 'STOPPED' | null
  offAt: Date | null
  details: Record<string, unknown> | null
  dataUntil: Date | null
  beatAt: Date | null
  /** Who has used the switch last. */
  by: string | null
}

export async function findSendingState(pool: pg.Pool): Promise<SendingRow | null> {
  const { rows } = await pool.query(
    `select era, sending_off as off, sending_off_at as "offAt", sending_off_details as details, data_until as "dataUntil",
       beat_at as "beatAt", (select u.name from audit_entry a join app_user u on u.id = a.user_id
         where a.action = 'installation.stop' order by a.id desc limit 1) as by
     from installation where id = 1`,
  )
  return rows[0] ?? null
}
