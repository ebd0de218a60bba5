import type { Ctx } from '#lib/platform/ctx.ts'
import * as store from './store.ts'

/** Says which of these people (numbers or hashes) have asked not to be texted, by anybody or by this sender. */
export const findSuppressed = (ctx: Ctx, msisdns: readonly string[], senderId: number): Promise<boolean[]> =>
  store.findSuppressed(ctx, msisdns, senderId)
