import { toCredits } from '#lib/credits/rules.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { findOwnMessage, getMessageById } from './get-message.ts'
import type { MessageDetailView } from './schema.ts'
import { mayItsSender } from './store-control.ts'
import { approveSchedule } from './store-schedule.ts'

/**
 * Lets a message leave that waits for a second person. Its people, text and price cannot have changed since they were
 * seen, because they are planned; its time can, so whoever approves may name the one they saw. Throws FORBIDDEN to the
 * person who wrote it, SENDER_NOT_APPROVED where its sender was withdrawn, and CONFLICT where it does not wait any more, or
 * for another time.
 */
export async function approveMessage(
  root: RootCtx,
  uuid: string,
  seen: { scheduledAt: Date | null } | null = null,
): Promise<MessageDetailView> {
  const message = await findOwnMessage(root, uuid)
  if (root.actor.kind !== 'system' && root.actor.userId === message.userId) throw new AppError('FORBIDDEN')
  if (!(await mayItsSender(root, message.id)))
    throw new AppError('SENDER_NOT_APPROVED', { params: { sender: message.senderValue ?? 'none' } })
  await inTx(root, async (ctx) => {
    if (!(await approveSchedule(ctx, message.id, seen))) throw new AppError('CONFLICT')
    await recordAudit(ctx, {
      action: 'message.approve',
      target: `message:${uuid}`,
      details: { people: message.total, credits: toCredits(Number(message.hold)) },
    })
  })
  return getMessageById(root, Number(message.id))
}
