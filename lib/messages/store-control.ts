import type pg from 'pg'
import type { Ctx } from '#lib/platform/ctx.ts'
import type { MessageState } from './rules.ts'

/** A change of course: from which states, to which, and what becomes of the chunks that are not done. */
export type Course = {
  from: readonly MessageState[]
  to: MessageState
  /** Chunk states before and after, e.g. open → held. */
  chunks: Partial<Record<'waiting' | 'open' | 'held', 'open' | 'held' | 'closing'>>
  reason?: string
  details?: object
  /** Only a message of which nothing has left. */
  notBegun?: boolean
  begins?: boolean
  ends?: boolean
  /** Only when its time has come. */
  due?: boolean
}

/** Chunks that are wound up in the same transaction, so that their credits are back when the answer comes. */
const WIND_UP_AT_ONCE = 20

/**
 * Changes the message and all its chunks that are not done in the caller's transaction, chunks first. Returns false,
 * having changed nothing, when the message is no longer in one of the expected states.
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
    due = false,
  } = course
  await ctx.db.$executeRaw`select 1 from chunk where message_id = ${messageId} order by chunk_no for update`
  const changed = await ctx.db.$executeRaw`
    update message set state = ${to}, reason = ${reason}, reason_details = ${details === null ? null : JSON.stringify(details)}::jsonb,
      started_at = case when ${begins} then coalesce(started_at, clock_timestamp()) else started_at end,
      finished_at = case when ${ends} then clock_timestamp() else finished_at end
    where id = ${messageId} and state = any (${[...from]}) and (not ${notBegun} or started_at is null)
      and (not ${due} or due_at <= clock_timestamp())`
  if (changed === 0) return false
  for (const [before, after] of Object.entries(course.chunks))
    await ctx.db
      .$executeRaw`update chunk set state = ${after} where message_id = ${messageId} and state = ${before}`
  if (Object.values(course.chunks).includes('closing'))
    await ctx.db.$queryRaw`select message_wind_up(${messageId}, ${WIND_UP_AT_ONCE}::int)::text`
  return true
}

/** Messages whose time has come; those that are later than the grace period are marked, because a person must agree. */
export async function findDue(ctx: Ctx, graceMs: number): Promise<{ id: bigint; late: boolean }[]> {
  return ctx.db.$queryRaw`
    select id, due_at < clock_timestamp() - ${graceMs}::int * interval '1 ms' as late from message
    where state = 'scheduled' and due_at <= clock_timestamp() order by due_at limit 50`
}

/** Asks a plan that is being made to stop at its end. */
export async function requestCancel(ctx: Ctx, messageId: bigint): Promise<boolean> {
  const { count } = await ctx.db.message.updateMany({
    where: { id: messageId, state: 'planning' },
    data: { cancelRequested: true },
  })
  return count === 1
}

/** Wakes the workers' loops; they look by themselves a quarter of a second later anyway. */
export async function wakeWorkers(db: pg.Pool): Promise<void> {
  await db.query('notify longwave_chunks')
}
