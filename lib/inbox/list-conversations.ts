import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import {
  type ConversationPage,
  type ConversationQuery,
  type ConversationView,
  conversationView,
} from './schema.ts'
import * as store from './store.ts'

/** More than fits on a badge. */
const MOST_UNREAD = 100

/** Who wrote, the newest first. Throws INVALID_CURSOR. */
export async function listConversations(ctx: Ctx, query: ConversationQuery): Promise<ConversationPage> {
  const { search, unread, cursor, limit } = query
  const rows = await store.findConversations(ctx, {
    search: search ?? null,
    unreadOnly: unread === 'true',
    before: cursor === undefined ? null : parseCursor(cursor),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit
  return {
    conversations: page.map(toConversationView),
    nextCursor: hasMore && last ? `${last.lastAt.getTime()}-${last.id}` : null,
    hasMore,
  }
}

/** How many conversations wait to be read; 100 means that many or more. */
export const countUnread = async (ctx: Ctx): Promise<{ unread: number }> => ({
  unread: await store.countUnread(ctx, MOST_UNREAD),
})

export const toConversationView = (row: store.ConversationRow): ConversationView =>
  conversationView.parse({ ...row, id: Number(row.id), lastAt: row.lastAt.toISOString() })

function parseCursor(cursor: string): { at: Date; id: number } {
  const [, at, id] = /^(\d{1,14})-(\d{1,15})$/.exec(cursor) ?? []
  if (at === undefined || id === undefined) throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  return { at: new Date(Number(at)), id: Number(id) }
}
