import type { Ctx } from '#lib/platform/ctx.ts'
import { toUserView, type UserView } from './schema.ts'
import * as store from './store.ts'

/** Everybody, by e-mail address. */
export async function listUsers(ctx: Ctx): Promise<UserView[]> {
  return (await store.findUsers(ctx)).map(toUserView)
}
