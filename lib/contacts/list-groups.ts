import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { toGroupView } from './contact-view.ts'
import type { GroupView } from './schema.ts'
import * as store from './store-groups.ts'

/** All groups by name, with how many people are in each. */
export const listGroups = async (ctx: Ctx): Promise<GroupView[]> =>
  (await store.findGroups(ctx)).map(toGroupView)

/** Throws NOT_FOUND. */
export async function getGroup(ctx: Ctx, id: number): Promise<GroupView> {
  const group = await store.findGroup(ctx, id)
  if (!group) throw new AppError('NOT_FOUND')
  return toGroupView(group)
}
