import type { Ctx } from '#lib/platform/ctx.ts'
import { parseCursor } from '#lib/shared/cursor-page.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type ImportView, importView, type RefusalPage } from './schema-imports.ts'
import * as store from './store-imports.ts'

/** How far an import is and what became of its rows. Throws NOT_FOUND. */
export async function getImport(ctx: Ctx, id: number): Promise<ImportView> {
  const row = await store.findImport(ctx, id)
  if (!row) throw new AppError('NOT_FOUND')
  return toImportView(row)
}

/** Newest first. */
export async function listImports(
  ctx: Ctx,
  { kind, cursor, limit }: { kind?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ imports: ImportView[]; nextCursor: string | null; hasMore: boolean }> {
  const before = cursor === undefined ? null : parseCursor(cursor)
  const rows = await store.findImports(ctx, { kind: kind ?? null, before, limit: limit + 1 })
  const imports = rows.slice(0, limit).map(toImportView)
  const hasMore = rows.length > limit
  return { imports, nextCursor: hasMore ? String(imports.at(-1)?.id) : null, hasMore }
}

/** The rows that were not taken in, in the order of the file. Throws NOT_FOUND. */
export async function listRefusals(
  ctx: Ctx,
  id: number,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<RefusalPage> {
  await getImport(ctx, id)
  const after = cursor === undefined ? 0 : parseCursor(cursor)
  const rows = await store.findRefusals(ctx, id, { after, limit: limit + 1 })
  const refusals = rows.slice(0, limit).map((row) => ({ ...row, cells: [...row.cells] }))
  const hasMore = rows.length > limit
  return { refusals, nextCursor: hasMore ? String(refusals.at(-1)?.rowNo) : null, hasMore }
}

const toImportView = ({ groupId, groupName, ...row }: store.ImportRow): ImportView =>
  importView.parse({
    ...row,
    group: groupId === null ? null : { id: groupId, name: groupName ?? '' },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  })
