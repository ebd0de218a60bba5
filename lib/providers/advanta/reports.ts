import { AppError } from '#lib/shared/errors.ts'
import { type Fields, idOf, networkOf, numberOf, textOf } from '../answer-fields.ts'
import type { CallbackContent, CallbackRequest, Receipt, ReceiptState } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { numberAsDigits } from './answers.ts'

const HOUR = 3_600_000
const MAX_RAW = 500

type Meaning = { state: ReceiptState; reason: string | null }

/** Descriptions of reports, in small letters without blanks (developers.advantasms.com, "Delivery reports"). */
const meanings: Readonly<Record<string, Meaning>> = {
  deliveredtoterminal: { state: 'delivered', reason: null },
  // Also what an SMS comes to whose delivery is never reported; so it is not final, but it may be the last word.
  senttonetwork: { state: 'accepted', reason: null },
  scheduled: { state: 'accepted', reason: null },
  absentsubscriber: { state: 'undelivered', reason: 'ABSENT_SUBSCRIBER' },
  deliveryimpossible: { state: 'undelivered', reason: 'DELIVERY_IMPOSSIBLE' },
  sendernameblacklisted: { state: 'blocked', reason: 'SENDER_NAME_BLACKLISTED' },
  unknown: { state: 'undelivered', reason: 'UNKNOWN' },
}

const DELIVERED_STATUS = 32

/** What a report means; a description that nobody has seen yet says nothing final. */
const meaningOf = (description: string, status: unknown): Meaning => {
  const known = meanings[description.toLowerCase().replace(/[^a-z]/g, '')]
  if (known) return known
  const isDelivered = description === '' && numberOf(status) === DELIVERED_STATUS
  return { state: isDelivered ? 'delivered' : 'accepted', reason: null }
}

/** The report in an answer to `getdlr` about this id; null when it is about another or says nothing. */
export const readReport = (fields: Fields, reference: string, utcOffset: number): Receipt | null => {
  const id = idOf(fields['message-id'])
  const description = textOf(fields['delivery-description'])
  const status = fields['delivery-status']
  if ((id !== null && id !== reference) || (description === '' && numberOf(status) === null)) return null
  return {
    reference,
    ...meaningOf(description, status),
    raw: [description, numberOf(status)]
      .filter((part) => part !== '' && part !== null)
      .join(' ')
      .slice(0, MAX_RAW),
    at: instantIn(textOf(fields['delivery-time']), utcOffset),
    ...networkOf(fields['delivery-networkid']),
  }
}

/**
 * Reads what the gateway calls with: reports, and replies to a short code. Neither the method nor the type of the
 * body is documented, so both may be anything that holds the fields. The answer is empty, because what is answered to
 * a reply may be sent on to the phone.
 *
 * Throws AppError INVALID_REQUEST when it is neither.
 */
export const readCallback = (request: CallbackRequest, utcOffset: number): CallbackContent => {
  const content: Required<CallbackContent> = { receipts: [], replies: [], answer: '' }
  for (const fields of itemsIn(request)) {
    const { messageid, description, mobile, msisdn, shortcode, message } = fields
    const reference = idOf(messageid)
    const from = idOf(mobile) ?? idOf(msisdn)
    const to = idOf(shortcode)
    if (reference !== null && description !== undefined) {
      const raw = textOf(description)
      content.receipts.push({
        reference,
        ...meaningOf(raw, undefined),
        raw: raw.slice(0, MAX_RAW),
        at: instantIn(textOf(fields.timestamp), utcOffset),
      })
    } else if (from !== null && to !== null && message !== undefined) {
      const text = typeof message === 'number' ? String(message) : textOf(message)
      content.replies.push({ id: null, from: numberAsDigits(from), to, text, at: null })
    } else throw new AppError('INVALID_REQUEST')
  }
  return content
}

/** What was pushed, names in small letters: JSON or a form in the body, or the query where there is no body. */
const itemsIn = ({ query, body }: CallbackRequest): Fields[] => {
  const json = readJson(body)
  const items = Array.isArray(json)
    ? (json as unknown[])
    : [json ?? formIn(body.trim() === '' ? query : body)]
  if (items.length === 0) throw new AppError('INVALID_REQUEST')
  return items.map((item) => {
    if (typeof item !== 'object' || item === null) throw new AppError('INVALID_REQUEST')
    return Object.fromEntries(
      Object.entries(item).map(([name, value]) => [name.toLowerCase(), value as unknown]),
    )
  })
}

const formIn = (form: URLSearchParams | string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(form))

/** `2024-11-01 11:15:32` on a clock so many hours ahead of UTC. */
const instantIn = (text: string, utcOffset: number): Date | null => {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)$/.exec(text) ?? []
  const local = Date.parse(`${day}T${time}Z`)
  return Number.isNaN(local) ? null : new Date(local - utcOffset * HOUR)
}
