import { readBlob } from '#lib/platform/blob.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { findOwnExport } from './get-export.ts'

type ExportFile = { name: string; mediaType: string; bytes: number; content: AsyncIterable<Uint8Array> }

/** The file of an export. Throws NOT_FOUND when it is not written yet, called off or expired, and FORBIDDEN. */
export async function readExport(ctx: RootCtx, id: number): Promise<ExportFile> {
  const row = await findOwnExport(ctx, id)
  if (row.state !== 'done' || row.blobId === null) throw new AppError('NOT_FOUND')
  await recordAudit(ctx, { action: 'export.fetch', target: `export:${id}` })
  return {
    name: `${row.kind}-${row.createdAt.toISOString().slice(0, 10)}-${id}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: row.bytes,
    content: readBlob(ctx, row.blobId),
  }
}
