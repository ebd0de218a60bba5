import type { Ctx } from '#lib/platform/ctx.ts'
import { readerOf } from '#lib/users/reader-of.ts'
import type { MessageState } from './rules.ts'
import * as store from './store-calendar.ts'

export type CalendarEntry = {
  uuid: string
  name: string | null
  content: string
  state: MessageState
  total: number
  /** When it leaves, or when it began to. */
  at: Date
}

/** Messages that are shown of one span at most; a month with more is looked at as a list. */
const MOST = 1000

/** What leaves or began to leave in a span of time, in that order. Operators see their own. */
export async function listCalendar(ctx: Ctx, span: { since: Date; until: Date }): Promise<CalendarEntry[]> {
  return store.findInSpan(ctx, { ...span, userId: readerOf(ctx), limit: MOST })
}
