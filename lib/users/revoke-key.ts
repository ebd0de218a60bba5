import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from './record-audit.ts'
import * as store from './store-keys.ts'

/** Ends a key from the next request on. Others than admins end only their own. Throws NOT_FOUND; ending it twice is no harm. */
export function revokeKey(root: RootCtx, keyId: number): Promise<void> {
  return inTx(root, async (ctx) => {
    const { actor } = ctx
    const key = await store.findKey(ctx, keyId)
    const own = actor.kind === 'system' || actor.role === 'admin' || actor.userId === key?.userId
    if (!key || !own) throw new AppError('NOT_FOUND')
    if (await store.revokeKey(ctx, keyId))
      await recordAudit(ctx, { action: 'key.revoke', target: `key:${keyId}` })
  })
}
