import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { takeSender } from './find-sender.ts'
import * as store from './store.ts'

type Change = Parameters<typeof store.updateSender>[2]
type Deed = Parameters<typeof takeSender>[2]

/** Lets a sender send: for everybody, or for whoever asked alone. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export const approveSender = (root: RootCtx, one: { senderId: number; shared: boolean }): Promise<void> =>
  change(root, one.senderId, 'approve', (ctx, row) => ({
    status: 'approved',
    reason: null,
    ownerId: one.shared ? null : (row.ownerId ?? row.requestedBy),
    ...decidedNow(ctx),
  }))

/** Says no, and why: whoever asked can put it right and ask again. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export const rejectSender = (root: RootCtx, one: { senderId: number; reason: string }): Promise<void> =>
  change(root, one.senderId, 'reject', (ctx) => ({
    status: 'rejected',
    reason: one.reason,
    ...decidedNow(ctx),
  }))

/**
 * Nothing new is sent from it any more. Whoever asked may take their own back, admins any. What was sent from it stays,
 * and so do suppressions that are bound to it. Throws NOT_FOUND, FORBIDDEN, CONFLICT.
 */
export const withdrawSender = (root: RootCtx, { senderId }: { senderId: number }): Promise<void> =>
  change(root, senderId, 'withdraw', (ctx) => ({ status: 'withdrawn', reason: null, ...decidedNow(ctx) }))

/** Says who may use it: one person, or with null everybody. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export const shareSender = (
  root: RootCtx,
  { senderId, ownerId }: { senderId: number; ownerId: number | null },
): Promise<void> => change(root, senderId, 'share', () => ({ ownerId }))

const decidedNow = (ctx: Ctx) => ({ decidedBy: actorIds(ctx.actor).userId, decidedAt: ctx.now() })

function change(
  root: RootCtx,
  id: number,
  deed: Deed,
  to: (ctx: Ctx, row: store.SenderRow) => Change,
): Promise<void> {
  return inTx(root, async (ctx) => {
    const row = await takeSender(ctx, id, deed)
    const after = await store.updateSender(ctx, id, to(ctx, row))
    await recordAudit(ctx, {
      action: `sender.${deed}`,
      target: `sender:${id}`,
      // Why stands in the sender: what people write has no place in the log.
      details: { before: row.status, owner: after.ownerId },
    })
  })
}
