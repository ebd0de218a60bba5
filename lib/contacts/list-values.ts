import type { Ctx } from '#lib/platform/ctx.ts'
import { requireGroups } from './read-group.ts'
import { findAttributeNames } from './store-groups.ts'

/** What a text can say of people everywhere. */
const ALWAYS = ['name', 'phone']

/** Names by which a text can say something of the people in these groups, as far as they have it. Throws UNKNOWN_GROUP. */
export async function listValues(ctx: Ctx, groupIds: readonly number[]): Promise<string[]> {
  await requireGroups(ctx, groupIds)
  const own = await findAttributeNames(ctx, groupIds)
  return [...ALWAYS, ...own.filter((name) => !ALWAYS.includes(name))]
}
