import { type Fields, idOf, numberOf, partsOf, textOf } from '../answer-fields.ts'
import type { Receipt, ReceiptQuery, ReceiptState } from '../provider.ts'
import { withoutPlus } from './api.ts'

/** One SMS in the history. */
export type Row = {
  messageId: string | null
  transactionId: string | null
  source: string | null
  destination: string | null
  /** Null unless Voximplant was told to keep the texts. */
  text: string | null
  /** `1` success, `2` error, `3` waiting. */
  status: string
  /** What became of an A2P message, a word or its number. */
  delivery: string
  error: string
  at: Date | null
  parts: number | undefined
}

export const rowOf = (fields: Fields | null): Row | null => {
  if (!fields) return null
  const text = fields.text
  return {
    messageId: idOf(fields.message_id),
    transactionId: idOf(fields.transaction_id),
    source: numberIn(fields.source_number),
    destination: numberIn(fields.destination_number),
    text: typeof text === 'string' && text !== '' ? text : null,
    status: idOf(fields.status_id) ?? '',
    delivery: (idOf(fields.delivery_status) ?? '').toUpperCase(),
    error: textOf(fields.error_message),
    at: instantIn(textOf(fields.processed_date) || textOf(fields.processing_date)),
    // A message that failed has none, whatever it cost.
    parts: partsOf(fields.fragments),
  }
}

/** Voximplant itself could not send it: the row stands in the history with an error and without fragments. */
export const hasFailed = (row: Row): boolean => row.status === '2' && row.parts === undefined

const numberIn = (value: unknown): string | null => {
  const number = idOf(value)
  return number === null ? null : withoutPlus(number)
}

/** `yyyy-MM-dd HH:mm:ss` in UTC. */
const instantIn = (text: string): Date | null => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(text) ?? []
  const at = Date.parse(`${day}T${time}Z`)
  return Number.isNaN(at) ? null : new Date(at)
}

type Meaning = { state: ReceiptState; reason: string | null }

/** `delivery_status` by its number, as the history's filter has it. */
const deliveryWords = [
  '',
  'QUEUED',
  'DISPATCHED',
  'ABORTED',
  'REJECTED',
  'DELIVERED',
  'FAILED',
  'EXPIRED',
  'UNKNOWN',
] as const

const deliveries: Readonly<Record<string, Meaning>> = {
  QUEUED: { state: 'accepted', reason: null },
  DISPATCHED: { state: 'accepted', reason: null },
  ABORTED: { state: 'undelivered', reason: 'ABORTED' },
  REJECTED: { state: 'rejected', reason: 'REJECTED' },
  DELIVERED: { state: 'delivered', reason: null },
  FAILED: { state: 'undelivered', reason: 'FAILED' },
  EXPIRED: { state: 'expired', reason: 'EXPIRED' },
  UNKNOWN: { state: 'accepted', reason: 'NO_RECEIPT' },
}

/** What a delivery status means, be it a word or a number; null for one that nobody has seen yet. */
export const deliveryOf = (status: string): Meaning | null => {
  const word = deliveryWords[numberOf(status) ?? -1] || status.trim().toUpperCase()
  return deliveries[word] ?? null
}

const nothingNew: Meaning = { state: 'accepted', reason: null }

const meaningOf = ({ status, delivery }: Row, service: 'two-way' | 'a2p'): Meaning => {
  if (service === 'a2p' && delivery !== '') return deliveryOf(delivery) ?? nothingNew
  if (status === '2') return { state: 'undelivered', reason: 'ERROR' }
  // The network has it, and from a rented number nothing more is ever heard.
  if (status === '1' && service === 'two-way') return { state: 'accepted', reason: 'NO_RECEIPT' }
  return nothingNew
}

export const receiptOf = (row: Row, query: ReceiptQuery, service: 'two-way' | 'a2p'): Receipt => ({
  reference: query.reference ?? row.messageId,
  ourReference: query.ourReference,
  to: query.to,
  ...meaningOf(row, service),
  raw: [`status ${row.status}`, row.delivery, row.error].filter(Boolean).join(' ').slice(0, 500),
  at: row.at,
  ...(row.parts !== undefined && { parts: row.parts }),
})
