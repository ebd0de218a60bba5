import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { toGroupView } from './contact-view.ts'
import type { GroupView } from './schema.ts'
import * as store from './store-groups.ts'

/** All groups by name, or those that have every word of `search` in theirs, with how many people are in each. */
export async function listGroups(ctx: Ctx, search = ''): Promise<GroupView[]> {
  const words = search.normalize('NFC').toLocaleLowerCase().split(/\s+/)
  const groups = (await store.findGroups(ctx)).map(toGroupView)
  return groups.filter(({ name }) => {
    const searched = name.normalize('NFC').toLocaleLowerCase()
    return words.every((word) => searched.includes(word))
  })
}

/** Throws NOT_FOUND. */
export async function getGroup(ctx: Ctx, id: number): Promise<GroupView> {
  const group = await store.findGroup(ctx, id)
  if (!group) throw new AppError('NOT_FOUND')
  return toGroupView(group)
}
