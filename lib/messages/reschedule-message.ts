import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { cancelRefusal } from './control-message.ts'
import { findOwnMessage, getMessageById } from './get-message.ts'
import type { MessageDetailView } from './schema.ts'
import { changeSchedule } from './store-schedule.ts'

/** An instant, and the zone on whose clocks it was chosen. */
type When = { scheduledAt: Date; timeZone?: string | undefined }

/**
 * Gives a message of which nothing has left another time. People, text and price stay; hours in which it may leave are
 * reckoned anew. Throws INVALID_SCHEDULE for a time that has passed or lies after its validity, and as `cancelMessage`
 * for a message that is not waiting for its time.
 */
export async function rescheduleMessage(
  root: RootCtx,
  uuid: string,
  { scheduledAt, timeZone }: When,
): Promise<MessageDetailView> {
  const message = await findOwnMessage(root, uuid)
  const invalid = (problem: string) =>
    new AppError('INVALID_SCHEDULE', { field: 'scheduledTime', params: { problem } })
  if (scheduledAt <= root.now()) throw invalid('past')
  if (message.notAfter && scheduledAt >= message.notAfter) throw invalid('validity')
  await inTx(root, async (ctx) => {
    const zone = timeZone ?? message.timeZone
    if (!(await changeSchedule(ctx, message.id, scheduledAt, zone)))
      throw cancelRefusal(await findOwnMessage(ctx, uuid))
    await recordAudit(ctx, {
      action: 'message.reschedule',
      target: `message:${uuid}`,
      details: { to: scheduledAt.toISOString(), ...(zone !== null && { timeZone: zone }) },
    })
  })
  return getMessageById(root, Number(message.id))
}
