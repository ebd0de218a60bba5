import { z } from 'zod'
import { pathId, rowId } from '#lib/shared/row-id.ts'
import { limits, suppressionReasons } from './rules.ts'
import { refusedNumbers } from './schema.ts'

const reason = z.enum(suppressionReasons)
const note = z.string().trim().max(limits.note)

export const newSuppressions = z.object({
  /** As anybody may write them, or hashes. */
  msisdns: z.array(z.coerce.string().max(200)).min(1).max(10_000),
  reason: reason.default('manual'),
  note: note.optional(),
  /** Only texts from this sender are stopped; without one, all. */
  senderId: rowId.optional(),
})
export type NewSuppressions = z.input<typeof newSuppressions>

/** Why somebody may be texted again: it stands in the audit log beside who said so. */
export const removal = z.object({ reason: z.string().trim().min(3).max(limits.note) })

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
  /** A number as anybody may write it, or the digits that it begins with. */
  search: z.string().trim().min(1).max(100).optional(),
  reason: reason.optional(),
  senderId: pathId.optional(),
  cursor: z.string().optional(),
  newer: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
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
