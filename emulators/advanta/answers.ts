import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { MEANINGS, type Message, type Settings } from './settings.ts'

/** What is said about one number. */
export type Entry = { code: number; mobile: string; message?: Message; clientsmsid?: unknown; otp?: boolean }

const keyOf = (exchange: Exchange) => (exchange.hazard('misspelt-key') ? 'respose-code' : 'response-code')
const codeOf = (exchange: Exchange, code: number) => (exchange.hazard('code-text') ? String(code) : code)

/** A refusal of the whole request: one bare object, HTTP 200 unless told otherwise. */
export function refusal(exchange: Exchange, settings: Settings, code: number, words?: string): Answer {
  const status = exchange.hazard('refusal-status')?.status ?? settings.refusalStatus
  const body = {
    [keyOf(exchange)]: codeOf(exchange, code),
    'response-description': words ?? MEANINGS[code] ?? 'Failed',
  }
  const answer = json(status, body)
  return exchange.hazard('stray-quote') ? { ...answer, body: answer.body.replace(/}$/, "'}") } : answer
}

/** `sendsms` gives an integer, `sendotp` and `sendbulk` a string, unless a hazard turns it round. */
function idOf(exchange: Exchange, entry: Entry, id: string): string | number {
  if (exchange.hazard('id-text')) return id
  if (exchange.hazard('id-number')) return Number(id)
  return entry.otp || entry.clientsmsid !== undefined ? id : Number(id)
}

function writeEntry(exchange: Exchange, entry: Entry): Record<string, unknown> {
  const { code, mobile, message } = entry
  const written: Record<string, unknown> = {
    [keyOf(exchange)]: codeOf(exchange, code),
    'response-description': MEANINGS[code] ?? 'Failed',
    mobile: exchange.hazard('mobile-number') && /^\d+$/.test(mobile) ? Number(mobile) : mobile,
  }
  if (message) written.messageid = idOf(exchange, entry, message.id)
  if (entry.clientsmsid !== undefined && !exchange.hazard('client-id-missing'))
    written.clientsmsid = exchange.hazard('client-id-text') ? String(entry.clientsmsid) : entry.clientsmsid
  if (message) written.networkid = exchange.hazard('network-text') ? String(message.network) : message.network
  return written
}

/** The answer about each number, in one of the envelopes that clients have met. */
export function listAnswer(exchange: Exchange, entries: readonly Entry[]): Answer {
  const written = entries.flatMap((entry) => {
    const to = entry.message?.to
    if (to !== undefined && exchange.hazardFor('omit', to)) return []
    const one = writeEntry(exchange, entry)
    return to !== undefined && exchange.hazardFor('repeat', to) ? [one, one] : [one]
  })
  if (exchange.hazard('shuffle')) written.reverse()
  if (exchange.hazard('bare-entry') && written.length === 1) return json(200, written[0])
  if (exchange.hazard('array-envelope')) return json(200, written)
  if (exchange.hazard('payload-envelope')) return json(200, { payload: written })
  return json(200, { responses: written })
}
