import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { toGroupView } from './contact-view.ts'
import { type GroupView, newGroup } from './schema.ts'
import * as store from './store-groups.ts'

/** Throws NOT_FOUND, and ALREADY_EXISTS at `name`. */
export async function renameGroup(root: RootCtx, id: number, input: { name: string }): Promise<GroupView> {
  const { name } = newGroup.parse(input)
  return inTx(root, async (ctx) => {
    const group = await store.renameGroup(ctx, id, name)
    if (!group) throw new AppError('NOT_FOUND')
    await recordAudit(ctx, { action: 'group.rename', target: `group:${id}`, details: { name } })
    return toGroupView(group)
  })
}
