import type { Ctx } from '#lib/platform/ctx.ts'

/** When a message leaves, and the hours in which its chunks may. */

/**
 * Lets a message that waits for approval leave at its time, and not before its undo period has passed from now, in the
 * caller's transaction, chunks first. Returns false, having changed nothing, when it does not wait for approval any more
 * or its time is no longer the one that was seen.
 */
export async function approveSchedule(
  ctx: Ctx,
  messageId: bigint,
  seen: { scheduledAt: Date | null } | null,
): Promise<boolean> {
  await ctx.db.$executeRaw`select 1 from chunk where message_id = ${messageId} order by chunk_no for update`
  const changed = await ctx.db.$executeRaw`
    update message set state = 'scheduled',
      due_at = greatest(scheduled_at, clock_timestamp() + undo_ms * interval '1 ms')
    where id = ${messageId} and state = 'awaiting_approval'
      and (${seen === null} or scheduled_at is not distinct from ${seen?.scheduledAt ?? null})`
  if (changed === 0) return false
  await ctx.db.$queryRaw`select message_set_windows(${messageId})::text`
  return true
}

/**
 * Gives a message of which nothing has left another time, in the caller's transaction, chunks first. Returns false,
 * having changed nothing, when it is not waiting for its time any more.
 */
export async function changeSchedule(
  ctx: Ctx,
  messageId: bigint,
  scheduledAt: Date,
  timeZone: string | null,
): Promise<boolean> {
  await ctx.db.$executeRaw`select 1 from chunk where message_id = ${messageId} order by chunk_no for update`
  const changed = await ctx.db.$executeRaw`
    update message set scheduled_at = ${scheduledAt}, time_zone = ${timeZone},
      due_at = greatest(${scheduledAt}, confirmed_at + undo_ms * interval '1 ms'),
      state = case when state = 'needs_attention' then 'scheduled' else state end,
      reason = null, reason_details = null
    where id = ${messageId} and started_at is null and planned_at is not null
      and (state in ('scheduled', 'awaiting_approval') or (state = 'needs_attention' and reason in ('OVERDUE', 'RESTORED')))`
  if (changed === 0) return false
  await ctx.db.$queryRaw`select message_set_windows(${messageId})::text`
  return true
}
