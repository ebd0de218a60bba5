import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type ExportPage, type ExportView, exportPage, exportView } from './schema-exports.ts'
import * as store from './store-exports.ts'

/** Whose exports somebody sees: their own, or for admins everybody's (null). */
function exporterOf({ actor }: Ctx): number | null {
  return actor.kind === 'system' || actor.role === 'admin' ? null : actor.userId
}

/** How far an export is. Throws NOT_FOUND, and FORBIDDEN for somebody else's. */
export async function getExport(ctx: Ctx, id: number): Promise<ExportView> {
  return toView(await findOwnExport(ctx, id))
}

/** Newest first. Everybody sees their own; admins see all. Throws INVALID_CURSOR. */
export async function listExports(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<ExportPage> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  const before = cursor === undefined ? null : Number(cursor)
  const rows = await store.findExports(ctx, { createdBy: exporterOf(ctx), before, limit: limit + 1 })
  const exports = rows.slice(0, limit).map(toView)
  const hasMore = rows.length > limit
  return exportPage.parse({ exports, hasMore, nextCursor: hasMore ? String(exports.at(-1)?.id) : null })
}

export async function findOwnExport(ctx: Ctx, id: number): Promise<store.ExportRow> {
  const row = await store.findExport(ctx, id)
  if (!row) throw new AppError('NOT_FOUND')
  const owner = exporterOf(ctx)
  if (owner !== null && row.createdById !== owner) throw new AppError('FORBIDDEN')
  return row
}

const toView = ({ uuid, name, content, blobId, createdById, ...row }: store.ExportRow): ExportView =>
  exportView.parse({
    ...row,
    message: uuid === null ? null : { uuid, name, content: content ?? '' },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    file: row.state === 'done' ? `/api/v2/exports/${row.id}/file` : null,
  })
