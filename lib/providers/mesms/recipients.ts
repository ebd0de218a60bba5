import {
  type Fields,
  fieldsOf,
  firstOf,
  idOf,
  instantOf,
  listOf,
  numberOf,
  textOf,
} from '../answer-fields.ts'
import { askForReceipts } from '../ask-each.ts'
import { notUnderstood } from '../outcomes.ts'
import type { MayAsk, PolledReceipts, Receipt, ReceiptQuery, ReceiptState } from '../provider.ts'
import { get, type Line, objectOrThrow, pathTo, queryOf } from './line.ts'
import { isServed, ourForm } from './numbers.ts'
import type { MesmsSettings } from './settings.ts'

const RECIPIENTS_PATH = '/api/v2/sms/{uuid}/recipients'

/** More pages than the largest message can have: a server that turns in a circle with ever new cursors. */
const MOST_PAGES = 20_000

type RecipientStatus = 'pending' | 'success' | 'failed' | 'invalid' | 'blocked' | 'expired' | 'timeout'

/**
 * ME-SMS's seven words. `pending` is what we know already; `timeout` says that no report came, not that nothing was
 * delivered.
 */
const states: Readonly<Record<RecipientStatus, { state: ReceiptState; reason: string | null } | null>> = {
  pending: null,
  success: { state: 'delivered', reason: null },
  failed: { state: 'undelivered', reason: 'UNREACHABLE' },
  invalid: { state: 'rejected', reason: 'INVALID_NUMBER' },
  blocked: { state: 'blocked', reason: 'BLOCKLISTED' },
  expired: { state: 'expired', reason: 'EXPIRED' },
  timeout: { state: 'accepted', reason: 'NO_RECEIPT' },
}

const isKnown = (status: string): status is RecipientStatus => Object.hasOwn(states, status)

type Row = { number: string; status: string; at: Date | null }

type Page = {
  rows: Row[]
  /** Null where there is nothing to go on with. */
  next: string | null
  hasMore: boolean
  /** False when a row could not be read, e.g. because its number is masked: someone may hide in it. */
  isReadable: boolean
  summary: ReadonlyMap<string, number> | null
}

/** Receipts of the recipients asked about, uuid by uuid. */
export const pollReceipts = async (line: Line, queries: readonly ReceiptQuery[]): Promise<PolledReceipts> => {
  const awaited = new Map<string, Set<string>>()
  for (const { reference, to } of queries) {
    if (reference === null) continue
    const numbers = awaited.get(reference) ?? new Set()
    awaited.set(reference, numbers.add(to))
  }
  return askForReceipts([...awaited], 1, ([uuid, numbers]) => receiptsOf(line, uuid, numbers))
}

/**
 * The first page holds all of most messages. Of a longer one we know its counts by then, and read only what can hold
 * news: status by status, the rarest first, until each number has been met. So of a message of which all but a few are
 * done, the few that are still pending are read, and not the many that were delivered.
 */
const receiptsOf = async (line: Line, uuid: string, numbers: ReadonlySet<string>): Promise<Receipt[]> => {
  const awaited = new Set(numbers)
  const receipts: Receipt[] = []
  const take = (rows: readonly Row[]): boolean => {
    for (const row of rows) {
      if (!awaited.delete(row.number)) continue
      const receipt = toReceipt(uuid, row)
      if (receipt) receipts.push(receipt)
    }
    return awaited.size > 0
  }
  const first = await readPage(line, uuid, '0')
  if (!first || !take(first.rows) || !first.hasMore || first.next === null) return receipts
  if (!first.summary || line.settings.statusParameter === '') {
    await walk(line, uuid, { after: first.next, take })
    return receipts
  }
  for (const status of worthReading(first.summary)) {
    if (awaited.size > 0) await walk(line, uuid, { status, take })
  }
  return receipts
}

/** Whoever is in no other list is still pending, so where most are pending those need not be read. */
const worthReading = (summary: ReadonlyMap<string, number>): string[] => {
  const statuses = [...summary]
    .filter(([status, count]) => isKnown(status) && count > 0)
    .sort(([, a], [, b]) => a - b)
    .map(([status]) => status)
  return statuses.at(-1) === 'pending' ? statuses.slice(0, -1) : statuses
}

const toReceipt = (uuid: string, { number, status, at }: Row): Receipt | null => {
  const known = isKnown(status) ? states[status] : null
  return known && { reference: uuid, to: number, ...known, raw: status, at }
}

type Walk = {
  after?: string
  status?: string
  /** Takes a page; false when it wants no more. */
  take: (rows: readonly Row[]) => boolean
  /** Asked before each page; false when enough has been asked. */
  mayAsk?: MayAsk
}

/**
 * Page by page along the cursor; true if the end was reached, every row could be read, and as many were met as the counts
 * of the statuses come to: who is counted and not listed may be anybody. It also stops, without having reached the end,
 * where the cursor is missing or comes again and where a page is empty although more is promised.
 */
export const walk = async (line: Line, uuid: string, options: Walk): Promise<boolean> => {
  const { status, take, mayAsk = async () => true } = options
  const seen = new Set<string>()
  let cursor = options.after ?? '0'
  let met = 0
  let before = new Set<string>()
  let isReadable = true
  for (let page = 0; page < MOST_PAGES && (await mayAsk()); page += 1) {
    seen.add(cursor)
    const answer = await readPage(line, uuid, cursor, status)
    if (!answer) return false
    const { rows, next, hasMore } = answer
    isReadable &&= answer.isReadable
    // A page may begin with the end of the one before; all of a large message would be too much to remember.
    const numbers = new Set(rows.map(({ number }) => number))
    for (const number of numbers) if (!before.has(number)) met += 1
    before = numbers
    if (!take(rows) || !hasMore) return !hasMore && isReadable && met >= countOf(answer.summary)
    if (next === null || seen.has(next) || rows.length === 0) return false
    cursor = next
  }
  return false
}

const countOf = (summary: Page['summary']): number =>
  [...(summary ?? [])].reduce((sum, [, count]) => sum + count, 0)

/** One page; null when ME-SMS knows no such message of ours, which must not keep us from asking about others. */
const readPage = async (line: Line, uuid: string, after: string, status?: string): Promise<Page | null> => {
  const { pageSize, limitParameter, statusParameter } = line.settings
  const query = queryOf(
    ['after', after],
    [limitParameter, pageSize],
    [status === undefined ? '' : statusParameter, status ?? ''],
  )
  const reply = await get(line, pathTo(RECIPIENTS_PATH, uuid), query)
  if (reply.kind === 'answer' && (reply.status === 404 || reply.status === 403)) return null
  const body = objectOrThrow(reply)
  const list = listOf(body, ['recipients', 'data', 'items', 'rows', 'results'])
  if (!list) throw notUnderstood(200)
  const rows = list.flatMap((entry) => toRow(fieldsOf(entry), line.settings) ?? [])
  return {
    rows,
    isReadable: rows.length === list.length && rows.every(({ number }) => isServed(number)),
    next: idOf(body.nextCursor),
    // Without a word about more, which a server that knows no cursor leaves out, the total decides.
    hasMore: body.hasMore === undefined ? (numberOf(body.total) ?? 0) > list.length : body.hasMore === true,
    summary: readSummary(body.summary),
  }
}

const toRow = (fields: Fields | null, { numberFields, updatedFields }: MesmsSettings): Row | null => {
  if (!fields) return null
  const number = firstOf(fields, numberFields, idOf)
  const at = firstOf(fields, updatedFields, instantOf)
  return number === null ? null : { number: ourForm(number), status: textOf(fields.status).toLowerCase(), at }
}

/** Counts per status, as a list of pairs or as an object; null when it is neither. */
const readSummary = (value: unknown): ReadonlyMap<string, number> | null => {
  const pairs: [unknown, unknown][] = Array.isArray(value)
    ? value.map((entry) => [fieldsOf(entry)?.status, fieldsOf(entry)?.count])
    : Object.entries(fieldsOf(value) ?? {})
  const counts = pairs.map(([status, count]) => [textOf(status).toLowerCase(), numberOf(count)] as const)
  const isWhole = counts.length > 0 && counts.every(([status, count]) => status !== '' && count !== null)
  return isWhole ? new Map(counts.map(([status, count]) => [status, count ?? 0])) : null
}
