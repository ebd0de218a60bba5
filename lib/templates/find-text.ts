import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import * as store from './store.ts'

/** What a template says now, for a message that is made from it. Throws UNKNOWN_TEMPLATE, also for an archived one. */
export async function findText(ctx: Ctx, templateId: number): Promise<string> {
  const row = await store.findTemplate(ctx, templateId)
  if (!row || row.archivedAt)
    throw new AppError('UNKNOWN_TEMPLATE', { field: 'templateId', params: { template: templateId } })
  return row.content
}
