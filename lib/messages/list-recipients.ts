import { listAccounts } from '#lib/accounts/list-accounts.ts'
import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { parsePhone } from '#lib/sms/phone.ts'
import { findOwnMessage, summarize, toMessageView } from './get-message.ts'
import { readCursor, toCursor } from './recipient-cursor.ts'
import {
  type RecipientState,
  type RecipientStatus,
  recipientStatus,
  recipientStatuses,
  stateOfNumber,
} from './rules.ts'
import { countKinds, kindsOf, type RecipientGroup, type RecipientKind } from './rules-recipients.ts'
import { type MessageView, type RecipientPage, type RecipientView, recipientPage } from './schema.ts'
import { findTotals, type MessageRow } from './store-read.ts'
import * as store from './store-recipients.ts'

type Filter = {
  /** Continue after this cursor; absent is the first page, with `total`. */
  after?: string | undefined
  /** Or show the page that ends before this cursor. */
  before?: string | undefined
  limit: number
  status?: RecipientStatus | undefined
  state?: RecipientState | undefined
  group?: RecipientGroup | undefined
  reason?: string | undefined
  /** Only this person, as anybody may write the number; all other filters are left aside. */
  number?: string | undefined
}

/**
 * A page of a message's recipients in the order of their rows, with the totals of all of them. A page costs the same at
 * any depth and in both directions.
 */
export async function listRecipients(ctx: Ctx, uuid: string, filter: Filter): Promise<RecipientPage> {
  const message = await findOwnMessage(ctx, uuid)
  const totals = toMessageView(message, (await findTotals(ctx, [message.id])).get(message.id))
  if (filter.number !== undefined) {
    const found = await findPeople(ctx, message, filter.number)
    return toPage(message.id, found, totals, { previous: false, next: false, total: found.length })
  }
  const kinds = kindsOf(filter)
  const query = { messageId: message.id, kinds, reason: filter.reason ?? null, limit: filter.limit + 1 }
  if (filter.before !== undefined) {
    const rows = await store.findRecipients(ctx, {
      ...query,
      from: { before: readCursor(message.id, filter.before, 'before') },
    })
    const page = rows.slice(0, filter.limit).reverse()
    // Nobody stands before it: then that is where the list begins.
    if (page.length > 0)
      return toPage(message.id, page, totals, { previous: rows.length > filter.limit, next: true })
  }
  const after =
    filter.after === undefined || filter.before !== undefined
      ? 0
      : readCursor(message.id, filter.after, 'after')
  const rows = await store.findRecipients(ctx, { ...query, from: { after } })
  const total = filter.reason === undefined ? countOfKinds(kinds, totals) : undefined
  return toPage(message.id, rows.slice(0, filter.limit), totals, {
    previous: after > 0,
    next: rows.length > filter.limit,
    ...(filter.after === undefined && { total }),
  })
}

/** How many people are of these kinds, from the totals. */
export const countOfKinds = (kinds: readonly RecipientKind[] | null, message: MessageView): number => {
  const counts = countKinds(message)
  return kinds ? kinds.reduce((sum, kind) => sum + counts[kind], 0) : message.total
}

type Place = { previous: boolean; next: boolean; total?: number | undefined }

function toPage(id: bigint, rows: store.RecipientRow[], message: MessageView, place: Place): RecipientPage {
  const summary = summarize(message.counts, message.noReceipt)
  const [first, last] = [rows[0], rows.at(-1)]
  return recipientPage.parse({
    recipients: rows.map(toRecipientView),
    previousCursor: place.previous && first ? toCursor(id, first.seq) : null,
    nextCursor: place.next && last ? toCursor(id, last.seq) : null,
    hasMore: place.next && last !== undefined,
    summary: recipientStatuses.map((status) => ({ status, count: summary[status] })),
    ...(place.total !== undefined && { total: place.total }),
  })
}

/** By the number as the account would read it; what could not be read stands in its row as it was typed. */
async function findPeople(ctx: Ctx, message: MessageRow, typed: string): Promise<store.RecipientRow[]> {
  const account = (await listAccounts(ctx)).find(({ id }) => id === message.accountId)
  const phone = parsePhone(typed, account?.defaultCountry ?? '')
  const number = phone.kind === 'refused' ? null : phone.kind === 'hash' ? phone.hash : phone.msisdn
  const forms = [typed.trim(), ...(number === null ? [] : [number])]
  return store.findByNumber(ctx, message.id, [...new Set(forms)])
}

/** A row as the API and the screens show it. */
export function toRecipientView(row: store.RecipientRow): RecipientView {
  const state = stateOfNumber(row.state)
  return {
    seq: row.seq,
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
