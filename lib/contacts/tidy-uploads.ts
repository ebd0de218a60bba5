import { deleteExpiredBlobs } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'

/** Throws away files that nobody needs any more. */
export async function tidyUploads(ctx: Ctx): Promise<void> {
  const count = await deleteExpiredBlobs(ctx)
  if (count > 0) ctx.log.info('expired files were deleted', { count })
}
