import type { Ctx } from '#lib/platform/ctx.ts'
import { type KeyView, toKeyView } from './schema.ts'
import * as store from './store-keys.ts'

/** Keys, newest first; an admin sees everybody's, others their own. */
export async function listKeys(ctx: Ctx): Promise<KeyView[]> {
  const { actor } = ctx
  const own = actor.kind === 'system' || actor.role === 'admin' ? null : actor.userId
  return (await store.findKeys(ctx, own)).map(toKeyView)
}
