/**
 * 2Chat, as its documents describe it:
 * https://developers.2chat.co/docs/API/SMS/send-message · https://developers.2chat.co/docs/API/authentication
 * https://developers.2chat.co/docs/API/billing · https://developers.2chat.co/docs/API/Phone-Calls/list-virtual-numbers
 * https://github.com/2ChatCo/agent-skills (SMS, calls and webhooks)
 *
 * Assumed, because no page says it:
 * - the HTTP statuses of errors (settings `…Status`); 429 beyond `requests_per_minute` in a minute;
 * - every call uses one unit of the request quota, refused ones too, and `info` and `ping` are free;
 * - fields beyond the three are refused; territories of the United States are not the United States;
 * - the answer of `ping`, and the envelopes of the webhook calls.
 *
 * There is no receipt, no list of SMS and no reply: what 202 accepted is never heard of again.
 */
import { randomUUID } from 'node:crypto'
import { type Base, type Company, openEmulator, type Where } from '../shared/emulator.ts'
import { type Answer, type Exchange, json, strangeKey } from '../shared/exchange.ts'
import { segmentsOf } from '../shared/segments.ts'
import type { Operation } from '../shared/server.ts'
import { createStore, type Store } from '../shared/store.ts'
import { deleteWebhook, errorAnswer, info, listWebhooks, subscribe, virtualNumbers } from './account.ts'
import { isE164, isUnitedStates } from './numbering.ts'
import { defaults, KINDS, type Message, type Settings, type Webhook } from './settings.ts'

type Draft = { from: string; to: string; text: string }

/** The three fields, or the sentence with which they are refused. */
function readDraft(exchange: Exchange, settings: Settings): Draft | string {
  if (exchange.contentType !== 'application/json') return 'Content-Type must be application/json'
  const body = exchange.object()
  if (!body) return 'The body must be a JSON object'
  const strange = strangeKey(body, ['from_number', 'to_number', 'text'])
  if (strange !== undefined) return `Unknown field ${strange}`
  const { from_number: from, to_number: to, text } = body
  if (typeof from !== 'string' || !isE164(from)) return 'from_number must be in E.164 format'
  if (typeof to !== 'string' || !isE164(to)) return 'to_number must be in E.164 format'
  if (typeof text !== 'string' || text === '') return 'text is required'
  const own = settings.ownNumbers.find((number) => number.phone_number === from)
  if (own?.status_text !== 'ACTIVE') return 'from_number is not connected to your account'
  if (!own.sms) return 'from_number is not SMS-enabled'
  if (isUnitedStates(to)) return 'A2P messaging to US numbers is not currently supported'
  return { from, to, text }
}

const canonical = (number: string) => number.replace(/^\+/, '')

function send(exchange: Exchange, settings: Settings, store: Store<Message>, now: number): Answer {
  const disguised = exchange.hazard('ok-but-refused')
  const refuse = (message: string, status = settings.invalidStatus) =>
    errorAnswer(disguised ? 200 : status, message)
  const draft = readDraft(exchange, settings)
  if (typeof draft === 'string') return refuse(draft)
  const to = canonical(draft.to)
  const refused = exchange.hazardFor('refuse', to)
  if (refused) return refuse(refused.message ?? 'The message could not be queued', refused.status)
  if (disguised) return refuse(disguised.message ?? 'Insufficient funds')
  exchange.accept(to)
  const id = exchange.hazard('id-number') ? String(1_000_000 + store.size()) : randomUUID()
  store.add(id, { ...draft, id, to, segments: segmentsOf(draft.text).parts, at: now })
  const key = exchange.hazard('message-uuid') ? 'message_uuid' : settings.idKey
  const body: Record<string, unknown> = { success: true }
  if (!exchange.hazard('without-id')) body[key] = exchange.hazard('id-number') ? Number(id) : id
  return json(exchange.hazard('status-200') ? 200 : 202, body)
}

/** Counts the requests of each minute of the clock. */
function createMeter(settings: Settings, clock: { now: () => number }) {
  let minute = 0
  let used = 0
  /** Seconds until the next minute when this one is full, else 0. */
  return () => {
    const now = clock.now()
    const current = Math.floor(now / 60_000)
    used = current === minute ? used + 1 : 1
    minute = current
    return used > settings.requestsPerMinute ? Math.ceil(((current + 1) * 60_000 - now) / 1000) : 0
  }
}

type Guard = (run: Operation['run'], free?: boolean) => Operation['run']

/** Key, account, rate and quota, in that order. */
function createGuard(settings: Settings, clock: Base<Settings>['clock']): Guard {
  const secondsOver = createMeter(settings, clock)
  return (run, free = false) =>
    (exchange) => {
      if (exchange.header('x-user-api-key') !== settings.apiKey)
        return errorAnswer(settings.unauthorizedStatus, 'Invalid API key')
      if (free) return run(exchange)
      if (settings.blocked) return errorAnswer(settings.blockedStatus, 'Account blocked')
      const seconds = secondsOver()
      if (seconds > 0)
        return { ...errorAnswer(429, 'Too many requests'), headers: { 'Retry-After': String(seconds) } }
      if (settings.apiRequestCount >= settings.maxApiRequestCount)
        return errorAnswer(settings.quotaStatus, 'API request limit reached')
      settings.apiRequestCount += 1
      return run(exchange)
    }
}

type Route = { methods: string; path: RegExp; operation: Operation }

function routes(
  settings: Settings,
  clock: Base<Settings>['clock'],
  store: Store<Message>,
  hooks: Map<string, Webhook>,
): Route[] {
  const guard = createGuard(settings, clock)
  const route = (methods: string, path: RegExp, name: string, run: Operation['run'], free = false) => ({
    methods,
    path,
    operation: { name, run: guard(run, free) },
  })
  const sending = route('POST', /^\/open\/sms\/send$/, 'send', (exchange) =>
    send(exchange, settings, store, clock.now()),
  )
  const numbers = (exchange: Exchange) => {
    const to = exchange.object()?.to_number
    return typeof to === 'string' ? [canonical(to)] : []
  }
  return [
    { ...sending, operation: { ...sending.operation, sends: true, numbers } },
    route('GET', /^(\/open)?\/info$/, 'info', () => info(settings), true),
    route('GET', /^(\/open)?\/ping$/, 'ping', () => json(200, { success: true }), true),
    route('GET', /^\/open\/voip\/virtual-numbers$/, 'numbers', (exchange) =>
      virtualNumbers(exchange, settings),
    ),
    route('POST', /^\/open\/webhooks\/subscribe\/[^/]+$/, 'subscribe', (exchange) =>
      subscribe(exchange, settings, hooks, clock.now()),
    ),
    route('GET', /^\/open\/webhooks(\/channel\/[^/]+)?$/, 'webhooks', (exchange) =>
      listWebhooks(exchange, hooks),
    ),
    route('DELETE', /^\/open\/webhooks\/[^/]+$/, 'unsubscribe', (exchange) => deleteWebhook(exchange, hooks)),
  ]
}

function build({ settings, clock }: Base<Settings>) {
  const store = createStore<Message>(settings.maxMessages)
  const hooks = new Map<string, Webhook>()
  const known = routes(settings, clock, store, hooks)
  return {
    api: {
      maxBody: 1024 * 1024,
      find: ({ method, path }: Exchange) =>
        known.find((route) => route.methods === method && route.path.test(path))?.operation,
      absent: ({ path }: Exchange) =>
        known.some((route) => route.path.test(path))
          ? errorAnswer(405, 'Method not allowed')
          : errorAnswer(404, 'Not found'),
      failure: (_exchange: Exchange, status: number, message = 'Internal error') =>
        errorAnswer(status, message),
    },
    account: (url: string) => ({
      settings: { baseUrl: url, allowPrivateHosts: true },
      secrets: { apiKey: settings.apiKey },
    }),
    extra: {
      /** What was accepted, oldest first; of one number in digits, or all. */
      messages: (to?: string): Message[] =>
        [...store.values()].filter((message) => to === undefined || message.to === to),
      webhooks: (): Webhook[] => [...hooks.values()],
    },
    reset: () => {
      store.clear()
      hooks.clear()
    },
  }
}

const company = {
  name: 'twochat',
  path: '/open',
  defaults,
  kinds: KINDS,
  canonical,
  build,
} satisfies Company<Settings, object>

/** Starts it on a free loopback port (or `port`); the other options are its settings. */
export const startEmulator = (options: Partial<Settings> & Where = {}) => openEmulator(company, options)
