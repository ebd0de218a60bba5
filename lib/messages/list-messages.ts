import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { toMessageView } from './get-message.ts'
import { type MessageState, messageStates } from './rules.ts'
import { type MessagePage, messagePage } from './schema.ts'
import * as store from './store-read.ts'

type Filter = { states?: readonly MessageState[] | undefined; cursor?: string | undefined; limit: number }

/** Messages, newest first. Operators see their own, admins and viewers all. Drafts are left out. */
export async function listMessages(ctx: Ctx, { states, cursor, limit }: Filter): Promise<MessagePage> {
  const { actor } = ctx
  const rows = await store.findMessages(ctx, {
    states: states ?? messageStates.filter((state) => state !== 'draft'),
    userId: actor.kind !== 'system' && actor.role === 'operator' ? actor.userId : null,
    before: cursor === undefined ? null : parseCursor(cursor),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const totals = await store.findTotals(
    ctx,
    page.map((row) => row.id),
  )
  const hasMore = rows.length > limit
  return messagePage.parse({
    messages: page.map((row) => toMessageView(row, totals.get(row.id))),
    nextCursor: hasMore ? String(page.at(-1)?.id) : null,
    hasMore,
  })
}

function parseCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  return Number(cursor)
}
