/**
 * Send2 (Kenya), as its four pages describe it:
 * https://docs.send-2.com/send-2-sms-api/send-sms
 * https://docs.send-2.com/send-2-sms-api/check-sms-delivery-report
 * https://docs.send-2.com/send-2-sms-api/check-sms-balance
 *
 * Assumed, because no page says it:
 * - a bad token is refused like everything else, with 406 (setting `unauthorizedStatus`);
 * - an unknown path is 404 and a wrong method 405, in the same shape;
 * - fields beyond the three are refused, so that a misspelt one is found;
 * - `dlr` is null until a report has come, and its other values are written with spaces like the one in the sample;
 * - `balance` counts SMS units, and a send without enough of them is 406;
 * - the sender must be one that is assigned to the account.
 */
import { randomBytes } from 'node:crypto'
import { type Base, type Company, openEmulator, type Where } from '../shared/emulator.ts'
import { type Answer, type Exchange, json, strangeKey } from '../shared/exchange.ts'
import { RECEIPT_KINDS, stepAt, type Timeline, timelineFor, twoSteps } from '../shared/fates.ts'
import { segmentsOf } from '../shared/segments.ts'
import type { Operation } from '../shared/server.ts'
import { createStore } from '../shared/store.ts'

const defaults = {
  token: 'send2-token',
  /** The numeric sender ids of the account. */
  senders: [12345],
  balance: 10_000_000,
  unauthorizedStatus: 406,
  /** When the network takes the SMS, ms after it was accepted; the phone has it after twice that. */
  receiptMs: 100,
  dlrOnTheWay: 'Sent To Network',
  dlrFinal: 'Delivered To Terminal',
  maxMessages: 1_000_000,
}

type Settings = typeof defaults

/** One SMS that was accepted. */
type Message = {
  id: string
  /** Digits, or the hash as it came. */
  to: string
  text: string
  sender: number
  units: number
  at: number
  timeline: Timeline
}

const KINDS = {
  ...RECEIPT_KINDS,
  /** 406 for chosen numbers, with `message`. */
  refuse: 'number',
  /** The refusal comes with status 200 and `success: false`; nothing is accepted. */
  'ok-but-refused': 'request',
  /** `data.id` as a JSON number. */
  'id-number': 'request',
  'without-id': 'request',
  'without-data': 'request',
  /** `data.status` is `state` instead of Sent. */
  'status-word': 'request',
} as const

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** Random bytes in stock: asking the system for each id would cost more than the rest of a request. */
let stock = Buffer.alloc(0)
let taken = 0

function randomByte(): number {
  if (taken >= stock.length) {
    stock = randomBytes(4_096)
    taken = 0
  }
  return stock[taken++] ?? 0
}

/** A lower-case ULID: 48 bits of time, 80 random ones. */
function ulid(ms: number): string {
  let id = ''
  for (let rest = ms, at = 0; at < 10; at++) {
    id = CROCKFORD.charAt(rest % 32) + id
    rest = Math.floor(rest / 32)
  }
  for (let at = 0; at < 16; at++) id += CROCKFORD.charAt(randomByte() & 31)
  return id
}

const PLAIN = /^\+[1-9]\d{7,14}$/
/** SHA-256 of the digits, as M-PESA gives it to merchants. */
const HASHED = /^[0-9a-f]{64}$/

const refuse = (message: string, status = 406): Answer => json(status, { success: false, message })

type Draft = { phone: string; text: string; sender: number }

/** The three fields, or the sentence with which they are refused. */
function readDraft(exchange: Exchange, settings: Settings): Draft | string {
  if (exchange.contentType !== 'application/json') return 'Content-Type must be application/json'
  const body = exchange.object()
  if (!body) return 'The request body must be a JSON object'
  const strange = strangeKey(body, ['phone', 'text', 'sender'])
  if (strange !== undefined) return `The field ${strange} is not allowed`
  const { phone, text, sender } = body
  if (typeof phone !== 'string') return 'The phone field is required and must be a string'
  if (!PLAIN.test(phone) && !HASHED.test(phone)) return 'The phone field is invalid'
  if (typeof text !== 'string' || text === '') return 'The text field is required and must be a string'
  if (typeof sender !== 'number' || !Number.isInteger(sender))
    return 'The sender field is required and must be an integer'
  if (!settings.senders.includes(sender)) return 'The selected sender is invalid'
  return { phone, text, sender }
}

function authorized(exchange: Exchange, settings: Settings): boolean {
  return exchange.header('authorization') === `Bearer ${settings.token}`
}

const canonical = (number: string) => number.replace(/^\+/, '')

type Api = {
  settings: Settings
  clock: Base<Settings>['clock']
  store: ReturnType<typeof createStore<Message>>
}

function answerOf(exchange: Exchange, message: Message): Answer {
  const data: Record<string, unknown> = {
    id: exchange.hazard('id-number') ? Number(message.id) : message.id,
    status: exchange.hazard('status-word')?.state ?? 'Sent',
    units: message.units,
  }
  if (exchange.hazard('without-id')) delete data.id
  return json(200, { success: true, message: 'Processed', ...(!exchange.hazard('without-data') && { data }) })
}

function send(exchange: Exchange, { settings, clock, store }: Api): Answer {
  const draft = readDraft(exchange, settings)
  if (typeof draft === 'string') return refuse(draft)
  const to = canonical(draft.phone)
  const refused = exchange.hazardFor('refuse', to)
  if (refused) return refuse(refused.message ?? 'The phone number cannot be reached', refused.status)
  const disguised = exchange.hazard('ok-but-refused')
  if (disguised) return refuse(disguised.message ?? 'Insufficient balance', 200)
  const units = segmentsOf(draft.text).parts
  if (settings.balance < units) return refuse('Insufficient balance')
  settings.balance -= units
  exchange.accept(to)
  const at = clock.now()
  const usual = twoSteps(settings.receiptMs, settings.dlrOnTheWay, settings.dlrFinal)
  const timeline = timelineFor(exchange, to, usual)
  const id = exchange.hazard('id-number') ? String(1_000_000 + store.size()) : ulid(at)
  const message = { id, to, text: draft.text, sender: draft.sender, units, at, timeline }
  store.add(message.id, message)
  return answerOf(exchange, message)
}

function report(exchange: Exchange, { clock, store }: Api): Answer {
  const message = store.get(exchange.path.slice('/v1/message/'.length))
  if (!message) return refuse('Message not found')
  const dlr = stepAt(message.timeline, clock.now() - message.at)?.state ?? null
  return json(200, { success: true, message: 'Fetched', data: { status: 'Sent', dlr, units: message.units } })
}

function operations(api: Api): Record<'send' | 'report' | 'balance', Operation> {
  const guarded = (run: (exchange: Exchange) => Answer) => (exchange: Exchange) =>
    authorized(exchange, api.settings)
      ? run(exchange)
      : refuse('Unauthorized', api.settings.unauthorizedStatus)
  return {
    send: {
      name: 'send',
      sends: true,
      numbers: (exchange) => {
        const phone = exchange.object()?.phone
        return typeof phone === 'string' ? [canonical(phone)] : []
      },
      run: guarded((exchange) => send(exchange, api)),
    },
    report: { name: 'report', run: guarded((exchange) => report(exchange, api)) },
    balance: {
      name: 'balance',
      run: guarded(() =>
        json(200, { success: true, message: 'Fetched', data: { balance: api.settings.balance } }),
      ),
    },
  }
}

const isKnown = (path: string) =>
  path === '/v1/message' || path === '/v1/balance' || /^\/v1\/message\/[^/]+$/.test(path)

function build({ settings, clock }: Base<Settings>) {
  const store = createStore<Message>(settings.maxMessages)
  const known = operations({ settings, clock, store })
  return {
    api: {
      maxBody: 1024 * 1024,
      find: ({ method, path }: Exchange) => {
        if (method === 'POST') return path === '/v1/message' ? known.send : undefined
        if (method !== 'GET' || path === '/v1/message') return undefined
        if (path === '/v1/balance') return known.balance
        return isKnown(path) ? known.report : undefined
      },
      absent: ({ path }: Exchange) =>
        isKnown(path) ? refuse('Method not allowed', 405) : refuse('Not found', 404),
      failure: (_exchange: Exchange, status: number, message = 'Server error') => refuse(message, status),
    },
    account: (url: string) => ({
      settings: { baseUrl: url, allowPrivateHosts: true },
      secrets: { token: settings.token },
    }),
    extra: {
      /** What was accepted, oldest first; of one number, in digits or as a hash, or all. */
      messages: (to?: string): Message[] =>
        [...store.values()].filter((message) => to === undefined || message.to === to),
    },
    reset: store.clear,
  }
}

const company = { name: 'send2', path: '', defaults, kinds: KINDS, canonical, build } satisfies Company<
  Settings,
  object
>

/** Starts it on a free loopback port (or `port`); the other options are its settings. */
export const startEmulator = (options: Partial<Settings> & Where = {}) => openEmulator(company, options)
