import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import * as store from './store-groups.ts'

/** Deletes a group; the people in it stay contacts. Throws NOT_FOUND. */
export const deleteGroup = (root: RootCtx, id: number): Promise<void> =>
  inTx(root, async (ctx) => {
    const group = await store.findGroup(ctx, id)
    if (!group || !(await store.deleteGroup(ctx, id))) throw new AppError('NOT_FOUND')
    const details = { name: group.name, members: group.members }
    await recordAudit(ctx, { action: 'group.delete', target: `group:${id}`, details })
  })
