import { z } from 'zod'
import { pageCursor, pageLimit, pageNewer } from '#lib/shared/paging.ts'
import { pathId } from '#lib/shared/row-id.ts'

const templateName = z.string().trim().min(1).max(100).describe('What it is called; no two are called alike.')
/** What a message may measure; how many parts it is stands beside it. */
const content = z
  .string()
  .max(20_000)
  .refine((text) => text.trim() !== '', { params: { code: 'EMPTY_CONTENT' } })
  .describe('The text, with `{{placeholders}}`; `{{name|there}}` says `there` to whoever has no value.')

export const newTemplate = z.object({ name: templateName, content })
export type NewTemplate = z.input<typeof newTemplate>

/** `version` is the one that was looked at: a change of somebody else in the meantime is not written over. */
export const templateChange = newTemplate.extend({
  version: z
    .int()
    .optional()
    .describe(
      'The `version` that was looked at; a later change of somebody else is then refused with `CONFLICT`.',
    ),
})
export type TemplateChange = z.input<typeof templateChange>

export const templateView = z.object({
  id: z.int(),
  name: z.string(),
  content: z.string(),
  version: z.int(),
  /** Names that stand in braces in the text. */
  placeholders: z.array(z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
})
export type TemplateView = z.infer<typeof templateView>

export const templatePage = z.object({
  templates: z.array(templateView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})

/** What a template said before. */
const versionView = z.object({
  version: z.int(),
  name: z.string(),
  content: z.string(),
  changedAt: z.iso.datetime(),
  changedBy: z.string().nullable(),
})

export const templateDetails = templateView.extend({ versions: z.array(versionView) })
export type TemplateDetails = z.infer<typeof templateDetails>

/** A text as one person would get it. */
export const renderedView = z.object({
  text: z.string(),
  /** Placeholders for which this person has no value and the text no fallback. */
  missing: z.array(z.string()),
  parts: z.int(),
  encoding: z.enum(['gsm', 'ucs2']),
})
export type RenderedView = z.infer<typeof renderedView>

export const templateQuery = z.object({
  search: z.string().trim().min(1).max(100).optional().describe('Part of the name or of the text.'),
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` lists those that were archived instead.'),
  cursor: pageCursor,
  newer: pageNewer,
  limit: pageLimit(200, 50),
})
export type TemplateQuery = z.output<typeof templateQuery>

export const templateParams = z.object({ id: pathId })
export const renderQuery = z.object({
  contact: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe('The `id` of a contact.'),
})
