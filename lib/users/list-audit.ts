import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type AuditView, auditView } from './schema.ts'
import * as store from './store-audit.ts'

type Filter = Omit<store.AuditFilter, 'before'> & { cursor?: string | undefined; limit: number }

/** The audit log, newest first; each filter that is given narrows it. Throws INVALID_CURSOR. */
export async function listAudit(
  ctx: Ctx,
  { cursor, limit, ...filter }: Filter,
): Promise<{ entries: AuditView[]; nextCursor: string | null }> {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  const before = cursor === undefined ? undefined : BigInt(cursor)
  const rows = await store.findEntries(ctx, { ...filter, before }, limit + 1)
  const page = rows.slice(0, limit)
  return {
    entries: page.map((row) => auditView.parse({ ...row, id: String(row.id), at: row.at.toISOString() })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.id) : null,
  }
}

/** Every action that the log knows, in the order of the alphabet. */
export const listAuditActions = (ctx: Ctx): Promise<string[]> => store.findActions(ctx)
