import { z } from 'zod'
import { pageCursor, pageLimit } from '#lib/shared/paging.ts'
import { pathId } from '#lib/shared/row-id.ts'
import { ledgerKinds } from './rules-statement.ts'

/** What can be spent, and what unfinished messages hold; in credits. */
export const creditView = z.object({
  balance: z.number().describe('What can still be spent.'),
  held: z.number().describe('What unfinished messages hold.'),
})
export type CreditView = z.infer<typeof creditView>

/** Credits to add; a negative amount takes back. */
export const topUp = z.object({
  amount: z.number().min(-1e9).max(1e9).describe('Credits to add; less than 0 takes them back.'),
  note: z.string().trim().max(500).optional().describe('What for; it stands in the statement.'),
})
export type TopUp = z.infer<typeof topUp>

const instant = z.iso.datetime({ offset: true })

/** What a statement can be narrowed to. `userId` is whose message it was, or who added the credits. */
export const statementFilter = z.object({
  kind: z.enum(ledgerKinds).optional().describe('Only entries of this kind.'),
  from: instant.optional().describe('Only entries from this instant on, ISO 8601 with its offset.'),
  to: instant.optional().describe('Only entries before this instant, ISO 8601 with its offset.'),
  userId: pathId.optional().describe('Only messages of the user with this id, and credits that they added.'),
})
export type StatementQuery = z.infer<typeof statementFilter>

export const statementQuery = statementFilter.extend({
  cursor: pageCursor,
  limit: pageLimit(200, 50),
})

/**
 * A line of the statement, in credits. `available` and `held` are what it changed; a message that settled chunk by chunk
 * is one line of so many `postings`.
 */
const statementLine = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(ledgerKinds),
  amount: z.number(),
  available: z.number(),
  held: z.number(),
  postings: z.int(),
  message: z.object({ uuid: z.uuid(), name: z.string().nullable(), content: z.string() }).nullable(),
  by: z.string().nullable(),
  note: z.string().nullable(),
})
export type StatementLine = z.infer<typeof statementLine>

/** Newest first; `nextCursor` goes on to older lines (as `cursor`). */
export const statementPage = z.object({
  lines: z.array(statementLine),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})
export type StatementPage = z.infer<typeof statementPage>
