import type pg from 'pg'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { AttentionReason, MessageState } from './rules.ts'

/** Whoever waits for a person is told why, in words that are there. */
type Aim =
  | { to: Exclude<MessageState, 'needs_attention'>; reason?: 'NOT_AFTER' }
  | { to: 'needs_attention'; reason: AttentionReason }

/** A change of course: from which states, to which, and what becomes of the chunks that are not done. */
export type Course = Aim & {
  from: readonly MessageState[]
  /** Chunk states before and after, e.g. open → held. */
  chunks: Partial<Record<'waiting' | 'open' | 'held', 'open' | 'held' | 'closing'>>
  details?: object
  /** Only a message of which nothing has left. */
  notBegun?: boolean
  /** It may leave from here on: only where sending is on, and in the era of today if nothing has left before. */
  begins?: boolean
  ends?: boolean
  /** Only when its time has come, or only while it is still to come. */
  due?: 'come' | 'to come'
  /** Only one that was stopped for this reason. */
  because?: string
  /** Only one that has its rows. */
  planned?: boolean
}

/** Chunks that are wound up in the same transaction, so that their credits are back when the answer comes. */
const WIND_UP_AT_ONCE = 20

/**
 * Changes the message and all its chunks that are not done in the caller's transaction, chunks first. Returns false,
 * having changed nothing, when the message is no longer in one of the expected states. Throws SENDING_IS_OFF for a course
 * that begins where sending is off.
 */
export async function changeCourse(ctx: Ctx, messageId: bigint | number, course: Course): Promise<boolean> {
  const {
    from,
    to,
    reason = null,
    details = null,
    begins = false,
    ends = false,
    notBegun = false,
    due = null,
    because = null,
    planned = false,
  } = course
  if (begins) await refuseWhereOff(ctx)
  await ctx.db.$executeRaw`select 1 from chunk where message_id = ${messageId} order by chunk_no for update`
  const changed = await ctx.db.$executeRaw`
    update message set state = ${to}, reason = ${reason}, reason_details = ${details === null ? null : JSON.stringify(details)}::jsonb,
      era = case when ${begins} and started_at is null then (select era from installation) else era end,
      started_at = case when ${begins && to === 'sending'} then coalesce(started_at, clock_timestamp()) else started_at end,
      finished_at = case when ${ends} then clock_timestamp() else finished_at end
    where id = ${messageId} and state = any (${[...from]}) and (not ${notBegun} or started_at is null)
      and (${due}::text is null or (due_at <= clock_timestamp()) = (${due} = 'come')) and (${because}::text is null or reason = ${because})
      and (not ${planned} or planned_at is not null)`
  if (changed === 0) return false
  for (const [before, after] of Object.entries(course.chunks))
    await ctx.db
      .$executeRaw`update chunk set state = ${after} where message_id = ${messageId} and state = ${before}`
  if (Object.values(course.chunks).includes('closing')) {
    await releaseFormer(ctx, messageId)
    await ctx.db.$queryRaw`select message_wind_up(${messageId}, ${WIND_UP_AT_ONCE}::int)::text`
  }
  return true
}

/**
 * The people of a former message to whom this one would have sent again are free for another one, if nobody has worked
 * on this one. Its chunks are closing by now and give nobody an intent any more.
 */
async function releaseFormer(ctx: Ctx, messageId: bigint | number): Promise<void> {
  await ctx.db.$executeRaw`
    delete from resend where new_message_id = ${messageId}
      and not exists (select 1 from chunk where message_id = ${messageId} and epoch > 0)`
}

/**
 * Throws SENDING_IS_OFF, or holds the switch until the transaction ends: shared with others who begin something, and in
 * the way of who switches sending off, so that afterwards nothing begins.
 */
async function refuseWhereOff(ctx: Ctx): Promise<void> {
  const [state] = await ctx.db.$queryRaw<{ off: string | null }[]>`
    select sending_off as off from installation where id = 1 for share`
  if (state?.off) throw new AppError('SENDING_IS_OFF', { params: { reason: state.off } })
}

/** Whether a message may begin to leave from its sender: it may have been withdrawn since the message was confirmed. */
export async function mayItsSender(ctx: Ctx, messageId: bigint): Promise<boolean> {
  const [row] = await ctx.db.$queryRaw<{ approved: boolean }[]>`
    select s.status = 'approved' as approved from message m join sender s on s.id = m.sender_id
    where m.id = ${messageId}`
  return row?.approved ?? true
}

/** Asks a plan that is being made to stop at its end. */
export async function requestCancel(ctx: Ctx, messageId: bigint): Promise<boolean> {
  const { count } = await ctx.db.message.updateMany({
    where: { id: messageId, state: 'planning' },
    data: { cancelRequested: true },
  })
  return count === 1
}

/** Wakes the workers; they look by themselves a quarter of a second later anyway. */
export async function wakeWorkers(db: pg.Pool): Promise<void> {
  await db.query('notify longwave_chunks')
}

/** Asks for a plan once more: of a message that waits for a person because its plan was left behind. */
export async function planAgain(ctx: Ctx, messageId: bigint): Promise<boolean> {
  await refuseWhereOff(ctx)
  const { count } = await ctx.db.message.updateMany({
    where: { id: messageId, state: 'needs_attention', plannedAt: null },
    data: { state: 'planning', planEpoch: { increment: 1 }, reason: null, reasonDetails: Prisma.DbNull },
  })
  return count === 1
}

/** Opens an account again. False: it was open. */
export async function unmarkAccount(ctx: Ctx, accountId: number): Promise<boolean> {
  const n = await ctx.db.$executeRaw`
    update account set attention = null, attention_details = null, attention_at = null,
      failures = 0, failing_since = null, not_before = null
    where id = ${accountId} and attention is not null`
  return n === 1
}

/**
 * Messages whose plan should have ended, oldest first. `isOnce`: whoever asked for it asks again under the same
 * confirmation, and then finds this message.
 */
export async function findOldPlans(
  pool: pg.Pool,
  olderThanMs: number,
): Promise<{ id: number; isOnce: boolean }[]> {
  const { rows } = await pool.query(
    `select id, confirmation is not null as "isOnce" from message
     where state = 'planning' and confirmed_at < clock_timestamp() - $1 * interval '1 ms' order by id limit 20`,
    [olderThanMs],
  )
  return rows
}
