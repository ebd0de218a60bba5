import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Meter } from '#lib/platform/blob.ts'
import type { Ctx, RootCtx } from '#lib/platform/ctx.ts'
import type { AppError } from '#lib/shared/errors.ts'
import { PlannedChunks } from './plan-chunks.ts'
import type { PlannedRow } from './plan-row.ts'
import { CHUNK_SIZE, charge, priorityOf, type ReceiptWays, recipientStates } from './rules.ts'

/** What the planner needs of a message, frozen at confirmation. */
export type MessageToPlan = {
  id: number
  state: string
  planEpoch: number
  content: string
  variables: Record<string, string>
  accountId: number
  senderId: number
  source: unknown
  exclude: unknown
  expected: unknown
  sendWindow: unknown
  origin: string
}

export async function findMessageToPlan(ctx: Ctx, id: number): Promise<MessageToPlan | null> {
  const row = await ctx.db.message.findUnique({ where: { id } })
  if (!row || row.accountId === null || row.senderId === null) return null
  return {
    id: Number(row.id),
    state: row.state,
    planEpoch: row.planEpoch,
    content: row.content,
    variables: row.variables as Record<string, string>,
    accountId: row.accountId,
    senderId: row.senderId,
    source: row.source,
    exclude: row.exclude,
    expected: row.expected,
    sendWindow: row.sendWindow,
    origin: row.origin,
  }
}

/** Made before the planning transaction: it needs a lock that others should not wait for while a list is read. */
export async function ensurePartition(root: RootCtx, messageId: number): Promise<void> {
  await root.pool.query('select ensure_recipient_partition($1)', [messageId])
}

/** Says, until the transaction ends, that this message is being planned. */
export async function holdPlan(client: pg.PoolClient, messageId: number): Promise<void> {
  await client.query(`select pg_advisory_xact_lock_shared(${PLAN_LOCK}, $1)`, [messageId])
}

/** Whether somebody is planning this message now, anywhere. */
export async function isBeingPlanned(pool: pg.Pool, messageId: number): Promise<boolean> {
  const { rows } = await pool.query(`select pg_try_advisory_xact_lock(${PLAN_LOCK}, $1) as free`, [messageId])
  return !rows[0].free
}

/**
 * Says how far a plan is, on a connection of its own so that others see it before the plan commits. False when the message
 * was called back meanwhile, or is somebody else's to plan.
 */
export async function reportPlan(
  pool: pg.Pool,
  message: MessageToPlan,
  rows: number,
  { read, total }: Meter,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into plan_progress (message_id, rows_read, bytes_read, bytes_total)
     select id, $3, $4, $5 from message
     where id = $1 and state = 'planning' and plan_epoch = $2 and not cancel_requested
     on conflict (message_id) do update set rows_read = excluded.rows_read, bytes_read = excluded.bytes_read,
       bytes_total = excluded.bytes_total, updated_at = now()`,
    [message.id, message.planEpoch, rows, read, total],
  )
  return rowCount === 1
}

/** How far the plan of a message is; null before its first report and when it has ended. */
export const findPlanProgress = (
  ctx: Ctx,
  messageId: bigint,
): Promise<{ rowsRead: number; bytesRead: bigint; bytesTotal: bigint } | null> =>
  ctx.db.planProgress.findUnique({ where: { messageId } })

/** Of a plan that has ended, however it ended. */
export async function forgetProgress(pool: pg.Pool, messageId: number): Promise<void> {
  await pool.query('delete from plan_progress where message_id = $1', [messageId])
}

/** Any number that nobody else locks with; message ids beyond 31 bits are far away. */
const PLAN_LOCK = 72_707_370

/** From so many chunks on, plans that were made for what the table held before may be bad ones. */
const MANY_CHUNKS = 10

/** Writes planned rows with COPY and keeps the totals of their chunks. One per plan, inside its transaction. */
export class RecipientWriter {
  private readonly stream: ReturnType<typeof copyFrom> & NodeJS.WritableStream
  private readonly chunks = new PlannedChunks()
  private readonly client: pg.PoolClient
  private readonly message: MessageToPlan
  private now = ''
  /** A COPY says only once that it has failed; whoever waits for it afterwards would wait for ever. */
  private readonly broken: Promise<never>

  private constructor(client: pg.PoolClient, message: MessageToPlan, now: string) {
    this.client = client
    this.message = message
    this.now = now
    this.stream = client.query(
      copyFrom(
        `copy recipient (message_id, seq, state, charge, parts, price, row_no, updated_at, msisdn, reason, variables) from stdin`,
      ),
    )
    this.broken = new Promise((_, reject) => {
      this.stream.once('error', reject)
    })
    this.broken.catch(() => undefined)
  }

  static async open(client: pg.PoolClient, message: MessageToPlan): Promise<RecipientWriter> {
    await client.query('set local statement_timeout = 0')
    const { rows } = await client.query('select clock_timestamp()::text as now')
    return new RecipientWriter(client, message, rows[0].now)
  }

  async write(rows: readonly PlannedRow[]): Promise<void> {
    let text = ''
    for (const row of rows) {
      text += `${this.message.id}\t${this.chunks.place(row)}\t${row.state}\t${row.charge}\t${row.parts}\t${row.price}\t${row.rowNo}\t${this.now}\t${
        row.charge === charge.none ? escapeCopy(row.msisdn) : row.msisdn
      }\t${row.reason ?? '\\N'}\t${row.variables ? escapeCopy(JSON.stringify(row.variables)) : '\\N'}\n`
    }
    if (this.stream.write(text)) return
    await Promise.race([new Promise((resolve) => this.stream.once('drain', resolve)), this.broken])
  }

  /** Ends the COPY and writes the chunks; those with nobody to send to are done from the start. */
  async finish({
    pollAfterMs,
    byReference,
  }: ReceiptWays): Promise<{ recipients: number; openChunks: number }> {
    this.stream.end()
    await Promise.race([finished(this.stream), this.broken])
    const { message } = this
    const { all, recipients } = this.chunks
    const place = ['country', 'zone', 'window_from', 'window_to', 'window_days']
    const counts = ['last_seq', ...recipientStates]
    await this.client.query(
      `insert into chunk (message_id, chunk_no, account_id, sender_id, state, priority, scan_from, done_at, poll_after_ms, by_reference, ${[...place, ...counts]})
       select $1, no, $2, $3, case when queued > 0 then 'waiting' else 'done' end, $4, no * ${CHUNK_SIZE} + 1,
         case when queued = 0 then clock_timestamp() end, $6::int, $7::boolean, ${[...place, ...counts]}
       from json_to_recordset($5) as c (no int, country text, zone text, window_from smallint, window_to smallint, window_days smallint, ${counts.map((c) => `${c} int`)})`,
      [
        message.id,
        message.accountId,
        message.senderId,
        priorityOf(recipients),
        JSON.stringify(all),
        pollAfterMs,
        byReference,
      ],
    )
    if (all.length >= MANY_CHUNKS) await this.client.query('select analyze_planned($1)', [message.id])
    return { recipients, openChunks: all.filter(({ queued }) => queued > 0).length }
  }

  /** Stops a COPY whose plan failed, so that the connection can roll back. */
  abort(): void {
    this.stream.on('error', () => undefined)
    this.stream.destroy()
  }
}

/** COPY's text format: tabs, line ends and backslashes are written as escapes. */
const escapeCopy = (text: string): string =>
  text.replace(/[\\\t\n\r]/g, (c) => (c === '\\' ? '\\\\' : c === '\t' ? '\\t' : c === '\n' ? '\\n' : '\\r'))

export type PlanResult = {
  recipients: number
  openChunks: number
  duplicates: number
  parts: number
  hold: number
  needsApproval: boolean
}

/**
 * Ends the plan: the message waits for approval, or is scheduled, or is being sent at once when it is due and sending is
 * on. Returns null when it is no longer this plan's to end (cancelled meanwhile, or planned by another run).
 */
export async function finishPlan(
  client: pg.PoolClient,
  message: MessageToPlan,
  result: PlanResult,
): Promise<{ state: string } | null> {
  // Shared with others who begin something, and in the way of who switches sending off: afterwards nothing begins.
  await client.query('select 1 from installation where id = 1 for share')
  const { rows } = await client.query(
    `update message set
       due_at = d.due, planned_at = clock_timestamp(), total = $3, duplicates = $4, parts = $5, hold = $6, open_chunks = $7,
       priority = $8, era = d.era, reason = null, reason_details = null,
       state = case when $9 then 'awaiting_approval' else 'scheduled' end
     from (select w.due, i.era
       from installation i, (select greatest(coalesce(scheduled_at, confirmed_at), confirmed_at + undo_ms * interval '1 ms') as due
         from message where id = $1) w where i.id = 1) d
     where id = $1 and state = 'planning' and plan_epoch = $2 and not cancel_requested
     returning state`,
    [
      message.id,
      message.planEpoch,
      result.recipients,
      result.duplicates,
      result.parts,
      result.hold,
      result.openChunks,
      priorityOf(result.recipients),
      result.needsApproval,
    ],
  )
  if (!rows[0]) return null
  await client.query('select message_set_windows($1)', [message.id])
  await client.query(
    `insert into message_pace (message_id, rate_per_second)
     select id, rate_per_second from message where id = $1 and rate_per_second is not null`,
    [message.id],
  )
  return (await beginIfDue(client, message.id)) ? { state: 'sending' } : rows[0]
}

/** A message that may leave now is not kept waiting for the round that starts what is due. */
async function beginIfDue(client: pg.PoolClient, messageId: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update message set state = 'sending', started_at = clock_timestamp()
     where id = $1 and state = 'scheduled' and due_at <= clock_timestamp()
       and exists (select 1 from installation where sending_off is null)`,
    [messageId],
  )
  if (rowCount === 0) return false
  await client.query(`update chunk set state = 'open' where message_id = $1 and state = 'waiting'`, [
    messageId,
  ])
  return true
}

/** After a plan that could not be: a draft again with the reason, or cancelled if that was asked for meanwhile. */
export async function undoPlan(
  ctx: Ctx,
  message: MessageToPlan,
  failure: AppError | 'cancelled',
): Promise<void> {
  const where = { id: message.id, state: 'planning', planEpoch: message.planEpoch }
  if (failure === 'cancelled')
    await ctx.db.message.updateMany({
      where: { ...where, cancelRequested: true },
      data: { state: 'cancelled', finishedAt: ctx.now() },
    })
  else
    await ctx.db.message.updateMany({
      where,
      data: {
        state: 'draft',
        reason: failure.code,
        reasonDetails: { ...failure.params, ...(failure.field !== undefined && { field: failure.field }) },
      },
    })
}
