import type { Ctx } from '#lib/platform/ctx.ts'
import { deleteExpiredRequests } from './store-requests.ts'

/** Throws away the answers that are no longer kept for repeated requests. */
export async function tidyRequests(ctx: Ctx): Promise<void> {
  await deleteExpiredRequests(ctx)
}
