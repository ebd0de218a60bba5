import { parseTemplate, placeholderNames } from '#lib/sms/placeholders.ts'
import { type TemplateView, templateView } from './schema.ts'
import type { TemplateRow } from './store.ts'

export const toTemplateView = (row: TemplateRow): TemplateView =>
  templateView.parse({
    ...row,
    placeholders: placeholderNames(parseTemplate(row.content)),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  })
