import type { Incoming } from '#lib/http/upload.ts'
import { BlobTooLarge, writeBlob } from '#lib/platform/blob.ts'
import { actorIds, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { cleanFileName } from '#lib/shared/file-name.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { fileProblem } from './file-problem.ts'
import { MAX_UPLOAD } from './rules.ts'
import * as store from './store-imports.ts'

/** Long enough to come back after a weekend; then a list of people's numbers has no business lying about. */
const KEPT_DAYS = 7

/**
 * Keeps a file that comes in piece by piece, whatever it is; what it is, is looked at afterwards. Throws PAYLOAD_TOO_LARGE
 * as soon as more than 300 MB have come, and INVALID_FILE for an empty one; nothing of either is kept.
 */
export async function keepUpload(ctx: RootCtx, incoming: Incoming): Promise<{ id: string }> {
  const tooLarge = (cause?: unknown) =>
    new AppError('PAYLOAD_TOO_LARGE', { params: { limit: `${MAX_UPLOAD / 1024 / 1024} MB` }, cause })
  if (incoming.bytes !== null && incoming.bytes > MAX_UPLOAD) throw tooLarge()
  if (incoming.bytes === 0) throw fileProblem('empty')
  const blobId = await writeBlob(ctx, incoming.content, {
    mediaType: incoming.mediaType.slice(0, 100),
    maxBytes: MAX_UPLOAD,
    pool: ctx.pool,
    expiresAt: new Date(ctx.now().getTime() + KEPT_DAYS * 86_400_000),
  }).catch((error: unknown) => {
    throw error instanceof BlobTooLarge ? tooLarge(error) : error
  })
  await store.insertUpload(ctx, {
    blobId,
    fileName: cleanFileName(incoming.fileName),
    createdBy: actorIds(ctx.actor).userId,
  })
  await recordAudit(ctx, { action: 'upload.create', target: `upload:${blobId}` })
  return { id: blobId }
}
