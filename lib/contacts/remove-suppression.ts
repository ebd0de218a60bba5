import { actorIds, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { removal } from './schema-suppressions.ts'
import * as store from './store-suppressions.ts'

/** Lets somebody be texted again. What was lifted is kept beside who lifted it and why. Throws NOT_FOUND. */
export async function removeSuppression(root: RootCtx, id: number, input: { reason: string }): Promise<void> {
  const { reason: because } = removal.parse(input)
  return inTx(root, async (ctx) => {
    const removedBy = actorIds(ctx.actor).userId
    const removed = await store.removeSuppression(ctx, id, { removedBy, because })
    if (!removed) throw new AppError('NOT_FOUND')
    // Why stands in the removal: what people write may name a number, and the audit log must not.
    await recordAudit(ctx, {
      action: 'suppression.remove',
      target: `suppression:${id}`,
      details: { was: removed.reason },
    })
  })
}
