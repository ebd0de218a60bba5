/**
 * ME-SMS (Thailand), as its document describes it:
 * https://me-sms.com/en/api-docs · https://v2.me-sms.com/zh/api-docs (with the table of the send parameters)
 *
 * Certain are `send`, `recipients`, the header, the scope, the error shape, the statuses and the three cancel codes.
 * Assumed, because the tables of the document were lost:
 * - all other paths (`PATHS` in settings.ts) and the names of most answer fields (`recipients`, `summary`, `drSummary`, …);
 * - a past `scheduledTime`, an unknown field, both of two alternatives are 400; without an offset Bangkok is meant;
 * - credits are taken when a message is accepted, also a scheduled one;
 * - a template or group that does not exist is 404; another owner's message is 403;
 * - which cancel code comes with 400 and which with 409 (settings `…Status`).
 */
import { type Base, type Company, openEmulator, type Where } from '../shared/emulator.ts'
import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import type { Operation } from '../shared/server.ts'
import { createStore } from '../shared/store.ts'
import { getMessage, listMessages, listRecipients } from './reading.ts'
import { cancel, type Desk, errorAnswer, preview, send } from './sending.ts'
import { type ApiKey, canonical, defaults, KINDS, PATHS, type Settings } from './settings.ts'
import { type Message, statusOf } from './store.ts'

type Run = (exchange: Exchange, key: ApiKey) => Answer

/** Any valid key may call; sending checks its scope itself. */
const guarded =
  (settings: Settings, run: Run): Operation['run'] =>
  (exchange) => {
    const given = exchange.header('x-api-key')
    const key = settings.keys.find((known) => known.key === given)
    return key
      ? run(exchange, key)
      : errorAnswer(
          exchange,
          { status: 401, code: 'UNAUTHORIZED', message: 'Missing or invalid API key' },
          false,
        )
  }

/** Finds the message that the path names and that the key's owner may see. */
function withMessage(
  desk: Desk,
  path: RegExp,
  run: (exchange: Exchange, desk: Desk, message: Message) => Answer,
): Run {
  return (exchange, key) => {
    const message = desk.store.get(path.exec(exchange.path)?.[1] ?? '')
    if (!message)
      return errorAnswer(exchange, { status: 404, code: 'NOT_FOUND', message: 'SMS not found' }, false)
    if (message.owner !== key.owner)
      return errorAnswer(
        exchange,
        { status: 403, code: 'FORBIDDEN', message: 'Not the resource owner' },
        false,
      )
    return run(exchange, desk, message)
  }
}

type Route = { method: string; path: RegExp; operation: Operation }

/** Numbers of a request to send; a dry run texts nobody and counts none. */
function numbersOf(exchange: Exchange, settings: Settings): readonly string[] {
  const body = exchange.object()
  if (!body || body.dryRun === true) return []
  const listed = Array.isArray(body.msisdns) ? body.msisdns : settings.groups[String(body.contactGroupId)]
  return (listed ?? []).filter((number) => typeof number === 'string').map(canonical)
}

function routes(desk: Desk): Route[] {
  const { settings } = desk
  const route = (method: string, path: RegExp, name: string, run: Run): Route => ({
    method,
    path,
    operation: { name, run: guarded(settings, run) },
  })
  const sending = route('POST', PATHS.send, 'send', (exchange, key) => send(exchange, desk, key))
  sending.operation.sends = true
  sending.operation.numbers = (exchange) => numbersOf(exchange, settings)
  return [
    sending,
    route('POST', PATHS.preview, 'preview', (exchange) => preview(exchange, desk)),
    route('POST', PATHS.cancel, 'cancel', withMessage(desk, PATHS.cancel, cancel)),
    route('GET', PATHS.recipients, 'recipients', withMessage(desk, PATHS.recipients, listRecipients)),
    route('GET', PATHS.list, 'list', (exchange, key) => listMessages(exchange, desk, key.owner)),
    route('GET', PATHS.one, 'one', withMessage(desk, PATHS.one, getMessage)),
    route('GET', PATHS.credit, 'credit', () => json(200, { credit: settings.credit })),
    route('GET', PATHS.senders, 'senders', () =>
      json(200, { [settings.listKey || 'senders']: settings.senders }),
    ),
  ]
}

/** One SMS of a message, for whoever audits. */
type View = { uuid: string; to: string; text: string; sender: string; parts: number; status: string }

function viewsOf(
  messages: Iterable<Message>,
  to: string | undefined,
  now: number,
  settings: Settings,
): View[] {
  const views: View[] = []
  for (const message of messages) {
    const { uuid, sender, content: text, parts } = message
    const status = statusOf(message, now, settings)
    message.to.forEach((number) => {
      if (to === undefined || number === to) views.push({ uuid, to: number, text, sender, parts, status })
    })
  }
  return views
}

function build(base: Base<Settings>) {
  const { settings, clock } = base
  const store = createStore<Message>(settings.maxMessages)
  const known = routes({ ...base, store })
  const failure = (exchange: Exchange, status: number, message = 'Internal server error') =>
    errorAnswer(
      exchange,
      { status, code: status === 429 ? 'RATE_LIMITED' : 'INTERNAL_ERROR', message },
      false,
    )
  return {
    api: {
      // Two million numbers are about 28 MB.
      maxBody: 64 * 1024 * 1024,
      find: ({ method, path }: Exchange) =>
        known.find((route) => route.method === method && route.path.test(path))?.operation,
      absent: (exchange: Exchange) =>
        known.some((route) => route.path.test(exchange.path))
          ? errorAnswer(
              exchange,
              { status: 405, code: 'METHOD_NOT_ALLOWED', message: 'Method not allowed' },
              false,
            )
          : errorAnswer(exchange, { status: 404, code: 'NOT_FOUND', message: 'Not found' }, false),
      failure,
    },
    account: (url: string) => ({
      settings: { baseUrl: url, allowPrivateHosts: true },
      secrets: { apiKey: settings.keys[0]?.key },
    }),
    extra: {
      /** Every SMS that was accepted, oldest first; of one number in the form 66…, or all. */
      messages: (to?: string): View[] => viewsOf(store.values(), to, clock.now(), settings),
    },
    reset: store.clear,
  }
}

const company = { name: 'mesms', path: '', defaults, kinds: KINDS, canonical, build } satisfies Company<
  Settings,
  object
>

/** Starts it on a free loopback port (or `port`); the other options are its settings. */
export const startEmulator = (options: Partial<Settings> & Where = {}) => openEmulator(company, options)
