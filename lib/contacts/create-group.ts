import { actorIds, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { toGroupView } from './contact-view.ts'
import { type GroupView, newGroup } from './schema.ts'
import * as store from './store-groups.ts'

/** Makes an empty group. Throws ALREADY_EXISTS at `name`; small and capital letters make no difference. */
export async function createGroup(root: RootCtx, input: { name: string }): Promise<GroupView> {
  const { name } = newGroup.parse(input)
  return inTx(root, async (ctx) => {
    const group = await store.insertGroup(ctx, { name, createdBy: actorIds(ctx.actor).userId })
    await recordAudit(ctx, { action: 'group.create', target: `group:${group.id}`, details: { name } })
    return toGroupView(group)
  })
}
