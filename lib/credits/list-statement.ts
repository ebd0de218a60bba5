import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { readerOf } from '#lib/users/reader-of.ts'
import { toCredits } from './rules.ts'
import { effectOf, toLines } from './rules-statement.ts'
import { type StatementPage, type StatementQuery, statementPage } from './schema.ts'
import { type EntryRow, findLedger, type StatementFilter } from './store-statement.ts'

/** Entries that are read for one page at most: a message to two million people settles in two thousand. */
const READ = 3000

/** The ledger, newest first, a line per message and kind. Operators see the money of their own messages. Throws INVALID_CURSOR. */
export async function listStatement(
  ctx: Ctx,
  { cursor, limit, ...query }: StatementQuery & { cursor?: string | undefined; limit: number },
): Promise<StatementPage> {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
    throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  const before = cursor === undefined ? null : Number(cursor)
  const entries = await findLedger(ctx, storeFilter(query, readerOf(ctx)), { before, limit: READ })
  const { lines, last } = toLines(entries, limit)
  const next = last ?? (entries.length === READ ? (entries.at(-1)?.id ?? null) : null)
  return statementPage.parse({
    lines: lines.map(toLine),
    nextCursor: next === null ? null : String(next),
    hasMore: next !== null,
  })
}

/** What somebody asked for, narrowed to what they may see. */
export const storeFilter = (
  { kind, from, to, userId }: StatementQuery,
  reader: number | null,
): StatementFilter => ({
  kind: kind ?? null,
  from: from === undefined ? null : new Date(from),
  to: to === undefined ? null : new Date(to),
  userId: reader ?? userId ?? null,
})

function toLine({
  id,
  at,
  kind,
  amount,
  postings,
  uuid,
  name,
  content,
  by,
  note,
}: EntryRow & { postings: number }) {
  const { available, held } = effectOf(kind, amount)
  return {
    id: String(id),
    at: at.toISOString(),
    kind,
    amount: toCredits(amount),
    available: toCredits(available),
    held: toCredits(held),
    postings,
    message: uuid === null ? null : { uuid, name, content: content ?? '' },
    by,
    note,
  }
}
