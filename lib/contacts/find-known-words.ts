import type { Ctx } from '#lib/platform/ctx.ts'
import * as store from './store-contacts.ts'

/** Tags and names of values that the newest people have, to choose from; of a million, the newest thousand say enough. */
export const findKnownWords = (ctx: Ctx): Promise<{ tags: string[]; attributes: string[] }> =>
  store.findKnownWords(ctx, 1000)
