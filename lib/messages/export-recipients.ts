import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx, RootCtx } from '#lib/platform/ctx.ts'
import { CSV_MARK, csvLine } from '#lib/shared/csv-line.ts'
import { AppError } from '#lib/shared/errors.ts'
import { callingCountry } from '#lib/sms/phone.ts'
import { findOwnMessage, toMessageView } from './get-message.ts'
import { countOfKinds } from './list-recipients.ts'
import { chargeOfNumber, recipientStatus, stateOfNumber } from './rules.ts'
import { kindsOf } from './rules-recipients.ts'
import { type ExportedRow, findLastSeq, readForExport } from './store-export.ts'
import { findMessage, findTotals } from './store-read.ts'

type Filter = Parameters<typeof kindsOf>[0] & { reason?: string | undefined }

/** Rows that are read and written together: some hundred kilobytes of text. */
const BATCH = 5000

const heading = [
  ...['row', 'number', 'country', 'state', 'status', 'reason', 'parts', 'billedParts'],
  ...['credits', 'charge', 'reference', 'updatedAt'],
]

/** How many rows an export of a message's recipients will have, about. Throws NOT_FOUND, and FORBIDDEN. */
export async function expectRecipients(ctx: Ctx, uuid: string, filter: Filter): Promise<number> {
  const message = await findOwnMessage(ctx, uuid)
  const view = toMessageView(message, (await findTotals(ctx, [message.id])).get(message.id))
  return countOfKinds(kindsOf(filter), view)
}

/** The recipients of a message that fit, as CSV, some thousand at a time, in the order of the list. */
export async function* exportRecipients(
  root: RootCtx,
  uuid: string,
  filter: Filter,
): AsyncGenerator<{ text: string; rows: number }> {
  yield { text: CSV_MARK + csvLine(heading), rows: 0 }
  const message = await findMessage(root, { uuid })
  if (!message) throw new AppError('NOT_FOUND')
  const query = { messageId: message.id, kinds: kindsOf(filter), reason: filter.reason ?? null }
  const last = await findLastSeq(root.pool, message.id)
  for (let from = 1; from <= last; from += BATCH) {
    const rows = await readForExport(root.pool, query, { from, to: from + BATCH - 1 })
    if (rows.length > 0) yield { text: rows.map(toLine).join(''), rows: rows.length }
  }
}

function toLine(row: ExportedRow): string {
  const state = stateOfNumber(row.state)
  return csvLine([
    ...[
      row.row_no,
      row.msisdn,
      countryOfNumber(row.msisdn),
      state,
      recipientStatus(state, row.reason),
      row.reason,
      row.parts,
    ],
    ...[row.billed_parts, toCredits(row.price), chargeOfNumber(row.charge), row.reference],
    row.updated_at,
  ])
}

/** Hashes and what is no number have none. */
const countryOfNumber = (msisdn: string) => (/^\d{5,15}$/.test(msisdn) ? callingCountry(msisdn) : null)
