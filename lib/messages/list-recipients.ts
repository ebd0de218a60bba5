import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { findOwnMessage, summarize } from './get-message.ts'
import {
  type RecipientState,
  type RecipientStatus,
  recipientStates,
  recipientStatus,
  recipientStatuses,
  stateOfNumber,
  statesOfRecipientStatus,
} from './rules.ts'
import { type RecipientPage, type RecipientView, recipientPage, type StateCounts } from './schema.ts'
import * as store from './store-read.ts'

type Filter = {
  /** Continue after this cursor; absent is the first page, with `total`. */
  after?: string | undefined
  limit: number
  status?: RecipientStatus | undefined
  states?: readonly RecipientState[] | undefined
}

/** A page of a message's recipients in the order of their rows, with the totals of all of them. */
export async function listRecipients(ctx: Ctx, uuid: string, filter: Filter): Promise<RecipientPage> {
  const message = await findOwnMessage(ctx, uuid)
  const states = filter.states ?? (filter.status ? statesOfRecipientStatus(filter.status) : null)
  const rows = await store.findRecipients(ctx, {
    messageId: message.id,
    after: filter.after === undefined ? 0 : parseCursor(filter.after),
    limit: filter.limit + 1,
    states,
  })
  const totals = (await store.findTotals(ctx, [message.id])).get(message.id)
  const counts = Object.fromEntries(recipientStates.map((s) => [s, totals?.[s] ?? 0])) as StateCounts
  const summary = summarize(counts, totals?.no_receipt ?? 0)
  const page = rows.slice(0, filter.limit)
  const hasMore = rows.length > filter.limit
  return recipientPage.parse({
    recipients: page.map(toView),
    nextCursor: hasMore ? String(page.at(-1)?.seq) : null,
    hasMore,
    summary: recipientStatuses.map((status) => ({ status, count: summary[status] })),
    ...(filter.after === undefined ? { total: filter.status ? summary[filter.status] : message.total } : {}),
  })
}

function toView(row: store.RecipientRow): RecipientView {
  const state = stateOfNumber(row.state)
  return {
    msisdn: row.msisdn,
    status: recipientStatus(state, row.reason),
    state: row.sending ? 'sending' : state,
    reason: row.reason,
    parts: row.parts,
    credits: toCredits(Number(row.price)),
    row: row.row_no,
    reference: row.reference,
    updatedAt: row.updated_at.toISOString(),
  }
}

function parseCursor(cursor: string): number {
  if (!/^\d{1,10}$/.test(cursor) || Number(cursor) > 2_147_483_646)
    throw new AppError('INVALID_CURSOR', { field: 'after' })
  return Number(cursor)
}
