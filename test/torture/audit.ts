import { charge, chunkOf, isFinished, type MessageState, recipientStates } from '#lib/messages/rules.ts'
import type {
  Books,
  ChunkRow,
  MessageRow,
  Promised,
  Received,
  RecipientRow,
  Violation,
  ViolationKind,
} from './snapshots.ts'

const stateOf = (row: RecipientRow) => recipientStates[row.state]
const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0)

function groupBy<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/**
 * Compares what the providers accepted with what the database says, and the database with itself, when nothing is under
 * way any more. Returns everything that breaks a promise; nothing when all hold.
 */
export function audit(books: Books, received: Received, promised: Promised): Violation[] {
  const found: Violation[] = [...promised.seen]
  const fail: Fail = (kind, about) => found.push({ kind, about })
  if (books.sendingOff !== null) fail('sending was switched off', books.sendingOff)
  auditNumbers(books, received, fail)
  auditPromises(books, received, promised, fail)
  auditMessages(books, fail)
  auditBooks(books, fail)
  return found
}

type Fail = (kind: ViolationKind, about: string) => void

/** The provider has it, or may have it, by what the row says. */
const certainly = new Set(['accepted', 'undelivered', 'expired', 'delivered'])

/** A row that a receipt refused or blocked after all was taken by the provider, and paid for. */
const isSure = (row: RecipientRow) => certainly.has(stateOf(row) ?? '') || row.charge === charge.settled
const isOpen = (row: RecipientRow) => stateOf(row) === 'unknown'

/** Nobody twice, nobody lost: per number the provider's count lies between what is sure and what is possible. */
function auditNumbers({ recipients }: Books, received: Received, fail: Fail): void {
  const byAccount = groupBy(recipients, (row) => row.accountId)
  for (const accountId of new Set([...byAccount.keys(), ...received.keys()])) {
    const rows = groupBy(byAccount.get(accountId) ?? [], (row) => row.msisdn)
    const times = received.get(accountId) ?? new Map<string, number>()
    for (const number of new Set([...rows.keys(), ...times.keys()]))
      auditNumber(`${number} of account ${accountId}`, rows.get(number) ?? [], times.get(number) ?? 0, fail)
  }
}

function auditNumber(about: string, rows: readonly RecipientRow[], times: number, fail: Fail): void {
  const sure = rows.filter((row) => isSure(row) && !isOpen(row)).length
  const possible = sure + rows.filter(isOpen).length
  const how = `${about}: ${times} times, states ${rows.map(stateOf).join(', ') || 'none'}`
  if (times > Math.max(rows.length, 1)) fail('received twice', how)
  else if (times > possible) fail('received but counted as not sent', how)
  else if (times < sure) fail('counted as sent but never received', how)
}

function auditPromises(books: Books, received: Received, promised: Promised, fail: Fail): void {
  for (const { accountId, msisdn, because } of promised.mayNotLeave)
    if ((received.get(accountId)?.get(msisdn) ?? 0) > 0) fail(`left though ${because}`, msisdn)
  const ids = new Map(books.messages.map(({ uuid, id }) => [uuid, id]))
  const rows = groupBy(books.recipients, (row) => row.messageId)
  for (const { uuid, numbers } of promised.confirmed) {
    const there = new Set((rows.get(ids.get(uuid) ?? -1) ?? []).map((row) => row.msisdn))
    for (const number of numbers) if (!there.has(number)) fail('no row for a number', `${number} in ${uuid}`)
  }
}

function auditMessages(books: Books, fail: Fail): void {
  const rows = groupBy(books.recipients, (row) => row.messageId)
  const chunks = groupBy(books.chunks, (chunk) => chunk.messageId)
  const entries = groupBy(books.entries, (entry) => entry.messageId)
  for (const message of books.messages) {
    const own = rows.get(message.id) ?? []
    auditMessage(message, own, chunks.get(message.id) ?? [], fail)
    auditMoney(message, entries.get(message.id) ?? [], chunks.get(message.id) ?? [], own, fail)
  }
}

function auditMessage(
  message: MessageRow,
  rows: readonly RecipientRow[],
  chunks: readonly ChunkRow[],
  fail: Fail,
): void {
  const about = `message ${message.id}`
  if (!isFinished(message.state as MessageState) || message.openChunks !== 0)
    fail('still open', `${about} is ${message.state}, ${message.openChunks} chunks open`)
  if (message.total !== rows.length)
    fail('total differs from rows', `${about}: ${message.total}, ${rows.length}`)
  const reached = rows.some((row) => isSure(row) || isOpen(row))
  // What was in doubt when the message ended may have been found not to have left since.
  const begun = reached || rows.some((row) => stateOf(row) === 'rejected')
  if ((message.state === 'failed' && reached) || (message.state === 'sent' && !begun))
    fail('final state does not fit', `${about} is ${message.state}`)
  for (const row of rows) auditRow(row, fail)
  const byChunk = groupBy(rows, (row) => chunkOf(row.seq))
  for (const chunk of chunks) auditChunk(chunk, byChunk.get(chunk.chunkNo) ?? [], fail)
}

/** What a row may cost in each state. Left out by the plan: nothing, whatever the state. */
const fitting: Record<string, readonly number[]> = {
  queued: [charge.held],
  unknown: [charge.held, charge.settled],
  accepted: [charge.settled],
  undelivered: [charge.settled],
  expired: [charge.settled],
  delivered: [charge.settled],
  // Refused in the answer: back. By a receipt, after it had been taken: paid.
  rejected: [charge.refunded, charge.settled, charge.none],
  blocked: [charge.refunded, charge.settled, charge.none],
  cancelled: [charge.refunded],
}

function auditRow(row: RecipientRow, fail: Fail): void {
  const state = stateOf(row) ?? ''
  const about = `row ${row.seq} of message ${row.messageId}`
  if (state === 'queued') fail('still open', `${about} is queued`)
  if (!fitting[state]?.includes(row.charge))
    fail('charge does not fit the state', `${about}: ${state}, ${row.charge}`)
}

function auditChunk(chunk: ChunkRow, rows: readonly RecipientRow[], fail: Fail): void {
  const about = `chunk ${chunk.chunkNo} of message ${chunk.messageId}`
  if (chunk.state !== 'done' || chunk.intent > 0)
    fail('still open', `${about} is ${chunk.state} with ${chunk.intent} in flight`)
  const counted = recipientStates.map((_, state) => rows.filter((row) => row.state === state).length)
  if (counted.join() !== chunk.counters.join())
    fail('counters differ from rows', `${about}: ${chunk.counters.join()}; rows ${counted.join()}`)
  const money = (kind: number) =>
    sum(
      rows.filter((row) => row.charge === kind),
      (row) => row.price,
    )
  if (chunk.settled !== money(charge.settled) || chunk.refunded !== money(charge.refunded))
    fail('money of a chunk differs from its rows', about)
}

function auditMoney(
  message: MessageRow,
  entries: Books['entries'],
  chunks: readonly ChunkRow[],
  rows: readonly RecipientRow[],
  fail: Fail,
): void {
  const about = `message ${message.id}`
  const booked = (kind: string, chunkNo?: number) =>
    sum(
      entries.filter((entry) => entry.kind === kind && (chunkNo === undefined || entry.chunkNo === chunkNo)),
      (entry) => entry.amount,
    )
  for (const chunk of chunks) {
    const settled = [booked('settle', chunk.chunkNo), chunk.postedSettled, chunk.settled]
    const refunded = [booked('refund', chunk.chunkNo), chunk.postedRefunded, chunk.refunded]
    if (new Set(settled).size > 1 || new Set(refunded).size > 1)
      fail(
        'ledger differs from a chunk',
        `${about}, chunk ${chunk.chunkNo}: ${settled.join()}; ${refunded.join()}`,
      )
  }
  const unknown = sum(
    rows.filter((row) => row.charge === charge.held),
    (row) => row.price,
  )
  const parts = [booked('hold'), message.hold, booked('settle') + booked('refund') + unknown]
  if (new Set(parts).size > 1) fail('hold is not settled plus refunded', `${about}: ${parts.join(', ')}`)
}

function auditBooks({ balances, entries }: Books, fail: Fail): void {
  const counted: Record<string, number> = {}
  for (const { fromBook, toBook, amount } of entries) {
    counted[fromBook] = (counted[fromBook] ?? 0) - amount
    counted[toBook] = (counted[toBook] ?? 0) + amount
  }
  for (const name of new Set([...Object.keys(balances), ...Object.keys(counted)])) {
    const balance = balances[name] ?? 0
    if (balance !== (counted[name] ?? 0))
      fail('book differs from its entries', `${name}: ${balance}, entries ${counted[name] ?? 0}`)
    if (balance < 0 && name !== 'issued') fail('negative book', `${name}: ${balance}`)
  }
}
