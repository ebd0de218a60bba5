import { openAccount } from '#lib/accounts/open-account.ts'
import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { checkSenderForm } from './check-form.ts'
import { visibleTo } from './choose-sender.ts'
import { deedsOf } from './find-sender.ts'
import { writingsOf } from './rules.ts'
import { type SenderRequest, senderRequest } from './schema.ts'
import * as store from './store.ts'

/**
 * Asks for a sender of an account: it sends when an admin has approved it. It is the asker's own until an admin shares it;
 * what an admin adds and approves at once is everybody's. One that was rejected or withdrawn is asked for again.
 *
 * Throws UNKNOWN_ACCOUNT, INVALID_REQUEST at `value` for what the provider cannot show, ALREADY_EXISTS, FORBIDDEN.
 */
export function requestSender(root: RootCtx, input: SenderRequest): Promise<{ id: number }> {
  return inTx(root, async (ctx) => {
    const { accountId, value, purpose, approve } = senderRequest.parse(input)
    if (approve && visibleTo(ctx.actor) !== 'all') throw new AppError('FORBIDDEN')
    const account = await openAccount(ctx, accountId)
    checkSenderForm(account.capabilities.senderForm, value)
    const { userId } = actorIds(ctx.actor)
    const asked = {
      purpose,
      requestedBy: userId,
      ownerId: approve ? null : userId,
      ...(approve
        ? { status: 'approved' as const, decidedBy: userId, decidedAt: ctx.now() }
        : { status: 'pending' as const, decidedBy: null, decidedAt: null, reason: null }),
    }
    const before = await findSame(ctx, account.id, value)
    if (before && !deedsOf(ctx.actor, before).askAgain)
      throw new AppError('ALREADY_EXISTS', { field: 'value' })
    const row = before
      ? await store.updateSender(ctx, before.id, asked)
      : await store.insertSender(ctx, { accountId: account.id, value, ...asked })
    await recordAudit(ctx, {
      action: 'sender.request',
      target: `sender:${row.id}`,
      details: { status: row.status },
    })
    return { id: row.id }
  })
}

async function findSame(ctx: Ctx, accountId: number, value: string): Promise<store.SenderRow | undefined> {
  const all = await store.findSendersOfAccount(ctx, accountId)
  return all.find((row) => writingsOf(value).includes(row.value))
}
