import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import * as store from './store-imports.ts'

/**
 * The file that somebody handed in, if they may use it: operators their own, admins and the machine all. Throws NOT_FOUND.
 */
export async function findUpload(ctx: Ctx, uploadId: string): Promise<{ fileName: string }> {
  const upload = await store.findUpload(ctx, uploadId)
  const { actor } = ctx
  const mayUse = actor.kind === 'system' || actor.role === 'admin' || upload?.createdBy === actor.userId
  if (!upload || !mayUse) throw new AppError('NOT_FOUND')
  return upload
}
