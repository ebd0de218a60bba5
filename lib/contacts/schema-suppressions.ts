import { z } from 'zod'
import { pageCursor, pageLimit, pageNewer } from '#lib/shared/paging.ts'
import { pathId, rowId } from '#lib/shared/row-id.ts'
import { limits, suppressionReasons } from './rules.ts'
import { refusedNumbers } from './schema.ts'

const reason = z
  .enum(suppressionReasons)
  .describe('Why: they asked for it, a provider blocks them, a list said so, or somebody here did.')
const note = z.string().trim().max(limits.note).describe('What else is worth knowing.')

export const newSuppressions = z.object({
  msisdns: z
    .array(z.coerce.string().max(200))
    .min(1)
    .max(10_000)
    .describe('Numbers as anybody may write them, or their SHA-256 hashes; at most 10,000.'),
  reason: reason.default('manual'),
  note: note.optional(),
  senderId: rowId
    .optional()
    .describe('Only texts from the sender with this id are stopped; without it, all.'),
})
export type NewSuppressions = z.input<typeof newSuppressions>

/** Why somebody may be texted again: it stands in the audit log beside who said so. */
export const removal = z.object({
  reason: z.string().trim().min(3).max(limits.note).describe('Why they may be texted again.'),
})

export const suppressionView = z.object({
  id: z.int(),
  /** Null when only the hash is known. */
  msisdn: z.string().nullable(),
  /** SHA-256 of the digits: what the list is asked by. */
  key: z.string(),
  /** Null: no sender may text. */
  senderId: z.int().nullable(),
  sender: z.string().nullable(),
  reason,
  note: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Who entered it; null when a reply or a provider did. */
  createdBy: z.string().nullable(),
})
export type SuppressionView = z.infer<typeof suppressionView>

export const suppressionPage = z.object({
  suppressions: z.array(suppressionView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
  total: z.object({ count: z.int(), exact: z.boolean() }),
})
export type SuppressionPage = z.infer<typeof suppressionPage>

export const suppressionQuery = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('A number as anybody may write it, or the digits that it begins with.'),
  reason: reason.optional().describe('Only those with this reason.'),
  senderId: pathId.optional().describe('Only those that concern the sender with this id.'),
  cursor: pageCursor,
  newer: pageNewer,
  limit: pageLimit(1000, 50),
})
export type SuppressionQuery = z.output<typeof suppressionQuery>

/** What became of each number that was to be stopped. */
export const addedSuppressions = z.object({
  added: z.int(),
  /** Were stopped already. */
  already: z.int(),
  refused: refusedNumbers,
})
export type AddedSuppressions = z.infer<typeof addedSuppressions>
