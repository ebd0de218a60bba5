import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { readerOf } from '#lib/users/reader-of.ts'
import { toMessageView } from './get-message.ts'
import { type MessageState, messageStates } from './rules.ts'
import { type MessagePage, type MessageView, messagePage } from './schema.ts'
import * as store from './store-read.ts'

type Filter = {
  states?: readonly MessageState[] | undefined
  /** Part of the name or the text. */
  search?: string | undefined
  /** Only those older than this cursor. */
  cursor?: string | undefined
  /** Or the page of those next newer than this one; not in a search. */
  newer?: string | undefined
  limit: number
}

const listed = messageStates.filter((state) => state !== 'draft')

/**
 * Messages, newest first. Operators see their own, admins and viewers all. Drafts are left out. A search looks through
 * so many messages at a time; where it stopped early, `nextCursor` goes on from there, even if the page is empty.
 */
export async function listMessages(
  ctx: Ctx,
  { states, search, cursor, newer, limit }: Filter,
): Promise<MessagePage> {
  const filter = {
    states: states?.filter((state) => state !== 'draft') ?? listed,
    userId: readerOf(ctx),
    before: cursor === undefined ? null : parseCursor(cursor),
    limit: limit + 1,
  }
  if (newer !== undefined) {
    const rows = await store.findNewer(ctx, filter, parseCursor(newer))
    const page = rows.slice(0, limit).reverse()
    // Nothing is newer: then the list begins here.
    if (page.length > 0) return toPage(ctx, page, { newer: rows.length > limit, next: idOf(page.at(-1)) })
  }
  const { rows, reached } = search
    ? await store.searchMessages(ctx, filter, search)
    : { rows: await store.findMessages(ctx, filter), reached: null }
  const page = rows.slice(0, limit)
  const next = rows.length > limit ? idOf(page.at(-1)) : reached
  return toPage(ctx, page, { newer: cursor !== undefined && search === undefined, next })
}

const idOf = (row: store.MessageRow | undefined): number | null => (row ? Number(row.id) : null)

async function toPage(
  ctx: Ctx,
  rows: store.MessageRow[],
  { newer, next }: { newer: boolean; next: number | null },
): Promise<MessagePage> {
  const first = rows[0]
  return messagePage.parse({
    messages: await withTotals(ctx, rows),
    previousCursor: newer && first ? String(first.id) : null,
    nextCursor: next === null ? null : String(next),
    hasMore: next !== null,
  })
}

export async function withTotals(ctx: Ctx, rows: readonly store.MessageRow[]): Promise<MessageView[]> {
  const totals = await store.findTotals(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => toMessageView(row, totals.get(row.id)))
}

function parseCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  return Number(cursor)
}
