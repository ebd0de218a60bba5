import { openAccount } from '#lib/accounts/open-account.ts'
import { findOwnMessage } from '#lib/messages/get-message.ts'
import { doubtMs } from '#lib/messages/rules-doubt.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { countUnknown, resolveAsSent } from './store-doubts.ts'

/**
 * A person's word that those of unknown outcome were sent, all of a message or one: they count as accepted and are billed.
 * Nothing leaves. Answers how many that were, and how many were in doubt for too short a time, because their request may
 * still be on its way. Throws CONFLICT, field `doubt`, when there is nobody to decide about.
 */
export async function assumeSent(
  root: RootCtx,
  uuid: string,
  { seq = null }: { seq?: number | null } = {},
): Promise<{ uuid: string; changed: number; left: number }> {
  const message = await findOwnMessage(root, uuid)
  if (message.accountId === null) throw new AppError('CONFLICT', { field: 'doubt' })
  const { capabilities } = await openAccount(root, message.accountId)
  return inTx(root, async (ctx) => {
    const changed = await resolveAsSent(ctx, message.id, { seq, olderThanMs: doubtMs(capabilities) })
    if (changed === 0) throw new AppError('CONFLICT', { field: 'doubt' })
    await recordAudit(ctx, {
      action: 'message.assume-sent',
      target: `message:${uuid}`,
      details: { people: changed },
    })
    return { uuid, changed, left: await countUnknown(ctx, message.id) }
  })
}
