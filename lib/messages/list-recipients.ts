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
  /** Only those whose parts the provider counted otherwise; status, state, group and reason are left aside. */
  billed?: 'differing' | undefined
  /** The page that begins at this place of the list, from 1. */
  at?: number | undefined
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
    return toPage(message.id, found, totals, {
      previous: false,
      next: false,
      position: null,
      total: found.length,
    })
  }
  const kinds = filter.billed ? null : kindsOf(filter)
  const everybody = kinds === null && filter.reason === undefined && !filter.billed
  const query = { messageId: message.id, kinds, reason: filter.reason ?? null, limit: filter.limit + 1 }
  const read = (from: store.PageFilter['from']) =>
    filter.billed
      ? store.findDiffering(ctx, { ...query, from })
      : store.findRecipients(ctx, { ...query, from })
  const placed = async (rows: store.RecipientRow[], place: Omit<Place, 'position'>) => {
    const [first] = rows
    const position = everybody && first ? await store.placeOf(ctx, message.id, first.seq) : null
    return toPage(message.id, rows, totals, { ...place, position })
  }
  if (filter.before !== undefined) {
    const rows = await read({ before: readCursor(message.id, filter.before, 'before') })
    const page = rows.slice(0, filter.limit).reverse()
    // Nobody stands before it: then that is where the list begins.
    if (page.length > 0) return placed(page, { previous: rows.length > filter.limit, next: true })
  }
  const after = await startOf(ctx, message, filter)
  const rows = await read({ after })
  const total = filter.reason === undefined && !filter.billed ? countOfKinds(kinds, totals) : undefined
  return placed(rows.slice(0, filter.limit), {
    previous: after > 0,
    next: rows.length > filter.limit,
    ...(filter.after === undefined && { total }),
  })
}

/** The row after which a page begins. */
async function startOf(ctx: Ctx, message: MessageRow, { after, before, at }: Filter): Promise<number> {
  if (before !== undefined) return 0
  if (at !== undefined) return Math.max(0, (await store.seqAt(ctx, message.id, at)) - 1)
  return after === undefined ? 0 : readCursor(message.id, after, 'after')
}

/** How many people are of these kinds, from the totals. */
export const countOfKinds = (kinds: readonly RecipientKind[] | null, message: MessageView): number => {
  const counts = countKinds(message)
  return kinds ? kinds.reduce((sum, kind) => sum + counts[kind], 0) : message.total
}

type Place = { previous: boolean; next: boolean; position: number | null; total?: number | undefined }

function toPage(id: bigint, rows: store.RecipientRow[], message: MessageView, place: Place): RecipientPage {
  const summary = summarize(message.counts, message.noReceipt)
  const [first, last] = [rows[0], rows.at(-1)]
  return recipientPage.parse({
    recipients: rows.map(toRecipientView),
    previousCursor: place.previous && first ? toCursor(id, first.seq) : null,
    nextCursor: place.next && last ? toCursor(id, last.seq) : null,
    hasMore: place.next && last !== undefined,
    position: place.position,
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
    billedParts: row.billed_parts,
    credits: toCredits(Number(row.price)),
    row: row.row_no,
    reference: row.reference,
    updatedAt: row.updated_at.toISOString(),
  }
}
