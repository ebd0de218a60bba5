/**
 * The company behind the provider `rehearsal`: an SMS gateway that is real in every respect but that no phone rings.
 * It knows no accounts. Each request says in the header `behaviour`, a JSON object, how the company shall behave;
 * chance comes from the seed, the number and the reference, so that the same message has the same fate everywhere.
 *
 *   POST /v1/messages   {sender, callbackUrl: address | null, messages: [{to, text, reference}] (1 to 100)}
 *     200 {results: [{reference, parts} | {refused: {code, message, about}}]}, one per message, in their order;
 *         `to` is digits with country code or 64 hex characters; `about` is recipient, message or account
 *     400 INVALID_REQUEST: nothing was taken and never will be
 *     429 RATE_LIMITED, 503 OUTAGE, both with Retry-After: nothing was taken
 *   POST /v1/receipts   {references: [text] (1 to 1000)}
 *     200 {receipts: [{reference, state, reason, at}]} of those whose end is known by now
 *   GET  /v1/balance    200 {balance, unit}
 *   GET  /v1/senders    200 {senders: [{name, status: approved | pending}]}
 *
 * Errors are {error: {code, message}}. Receipts are posted to callbackUrl as {receipts: [{reference, yourReference,
 * to, state, reason, at, parts}]}, at most 500 together, and at most five times until it answers 2xx.
 * `state` is accepted, delivered, undelivered or expired.
 *
 * Behaviour (default 0: no such fault):
 *   seed                                            text; accounts with one seed also share one rate
 *   latencyMs, jitterMs                             time to every answer, and up to so much more
 *   limitPerSecond                                  messages a second, then 429
 *   refusedPercent, refusedMessagePercent, refusedAccountPercent   share refused for that reason
 *   lostPercent, lostBy: silence | reset            share taken, but the answer never comes
 *   malformedPercent                                share of broken answers; half of these messages were taken
 *   undeliveredPercent, expiredPercent, noReceiptPercent           share that does not end delivered
 *   receipts: both | push | poll | none, receiptDelayMs, receiptJitterMs
 *   duplicatePercent                                share of receipts that come twice
 *   disorderPercent                                 share whose receipt comes before the answer, or before older news
 *   outageEverySeconds, outageSeconds, outageBy: unavailable | reset | silence   down at the start of every period
 *   balance                                         what GET /v1/balance says
 *
 * With `control` also, for tests: GET /control/received?after=<n>&limit=<n>, GET /control/counters, POST /control/reset.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Behaviour, isOut, readBehaviour } from './behaviour.ts'
import { Logbook } from './logbook.ts'
import { Pusher } from './pusher.ts'
import { RateLimit } from './rate-limit.ts'
import { readReference } from './reference.ts'
import { type Counters, type Desk, readOrder, takeOrder } from './send.ts'

export type RehearsalOptions = {
  /** 0, a free one, unless told. */
  port?: number
  /** Serve /control as well. */
  control?: boolean
  /** How many received messages to remember; 10 000 with control, none without. */
  keep?: number
}

export type RehearsalServer = Desk & { url: string; stop: () => Promise<void> }

const MOST_BYTES = 1024 * 1024

const noCounts = (): Counters => ({
  requests: 0,
  messages: 0,
  accepted: 0,
  refused: 0,
  throttled: 0,
  lost: 0,
  malformed: 0,
  outage: 0,
  pushed: 0,
  pushFailed: 0,
  pushDropped: 0,
})

/** Listens on loopback only. */
export const startRehearsal = async (options: RehearsalOptions = {}): Promise<RehearsalServer> => {
  const { port = 0, control = false, keep = control ? 10_000 : 0 } = options
  const counters = noCounts()
  const desk: Desk = { counters, logbook: new Logbook(keep), pusher: new Pusher(counters) }
  const rate = new RateLimit()
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) =>
    collect(request, response, (body) => {
      if (control && request.url?.startsWith('/control/')) serveControl(desk, request, response)
      else serve(desk, rate, request, response, body)
    }),
  )
  await new Promise<void>((listening, failed) =>
    server.once('error', failed).listen(port, '127.0.0.1', listening),
  )
  const stop = async () => {
    desk.pusher.stop()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  return { ...desk, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

const collect = (request: IncomingMessage, response: ServerResponse, done: (body: string) => void): void => {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= MOST_BYTES) chunks.push(chunk)
  })
  request.on('end', () => {
    if (bytes > MOST_BYTES) refuse(response, 413, 'TOO_LARGE', 'The body is larger than 1 MiB.')
    else done(Buffer.concat(chunks).toString('utf8'))
  })
  request.on('error', () => {})
}

const answer = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

const refuse = (
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) => answer(response, status, JSON.stringify({ error: { code, message } }), headers)

const after = (delayMs: number, run: () => void): void => {
  if (delayMs > 0) setTimeout(run, delayMs)
  else run()
}

/** Leaves the caller without an answer: waiting, or with a dead connection. */
const failBy = (fault: 'silence' | 'reset', response: ServerResponse): void => {
  if (fault === 'reset') response.socket?.resetAndDestroy()
}

const serve = (
  desk: Desk,
  rate: RateLimit,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
) => {
  const { counters } = desk
  counters.requests += 1
  const behaviour = readBehaviour(request.headers.behaviour)
  if (typeof behaviour === 'string') return refuse(response, 400, 'INVALID_REQUEST', behaviour)
  if (isOut(behaviour, Date.now())) {
    counters.outage += 1
    if (behaviour.outageBy !== 'unavailable') return failBy(behaviour.outageBy, response)
    return refuse(response, 503, 'OUTAGE', 'Down for maintenance.', { 'retry-after': '1' })
  }
  if (request.method === 'GET') return serveGet(request.url ?? '', behaviour, response)
  const input = readBody(request, body)
  if (request.method !== 'POST' || input === undefined) {
    return refuse(response, 400, 'INVALID_REQUEST', 'The body must be posted as application/json.')
  }
  if (request.url === '/v1/receipts') return serveReceipts(input, behaviour, response)
  if (request.url !== '/v1/messages') return refuse(response, 404, 'NOT_FOUND', 'There is nothing here.')
  const order = readOrder(input)
  if (typeof order === 'string') return refuse(response, 400, 'INVALID_REQUEST', order)
  if (!rate.take(behaviour.seed, behaviour.limitPerSecond, order.messages.length, Date.now())) {
    counters.throttled += order.messages.length
    return refuse(response, 429, 'RATE_LIMITED', 'Too many messages.', { 'retry-after': '1' })
  }
  const reaction = takeOrder(desk, order, behaviour, Date.now())
  after(reaction.delayMs, () => {
    if (reaction.fault) failBy(reaction.fault, response)
    else answer(response, 200, reaction.body, { 'content-type': reaction.type })
  })
}

const readBody = (request: IncomingMessage, body: string): unknown => {
  if (!request.headers['content-type']?.startsWith('application/json')) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const serveGet = (path: string, behaviour: Behaviour, response: ServerResponse) => {
  const found =
    path === '/v1/balance'
      ? { balance: behaviour.balance, unit: 'SMS' }
      : path === '/v1/senders'
        ? {
            senders: [
              { name: 'REHEARSAL', status: 'approved' },
              { name: 'ENCORE', status: 'pending' },
            ],
          }
        : null
  if (!found) return refuse(response, 404, 'NOT_FOUND', 'There is nothing here.')
  after(behaviour.latencyMs, () => answer(response, 200, JSON.stringify(found)))
}

const serveReceipts = (input: unknown, behaviour: Behaviour, response: ServerResponse) => {
  const references = (input as { references?: unknown } | null)?.references
  if (!Array.isArray(references) || references.length < 1 || references.length > 1000) {
    return refuse(response, 400, 'INVALID_REQUEST', '"references" must be a list of 1 to 1000.')
  }
  const asks = behaviour.receipts === 'both' || behaviour.receipts === 'poll'
  const receipts = (asks ? references : [])
    .map(readReference)
    .filter((read) => read !== null)
    .filter(({ knownAtMs }) => knownAtMs <= Date.now())
    .map(({ state }) => state)
  after(behaviour.latencyMs, () => answer(response, 200, JSON.stringify({ receipts })))
}

const serveControl = (desk: Desk, request: IncomingMessage, response: ServerResponse) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  if (request.method === 'GET' && pathname === '/control/received') {
    const number = (name: string, fallback: number) => Number(searchParams.get(name) ?? fallback)
    const received = desk.logbook.after(number('after', 0), number('limit', 1000))
    return answer(response, 200, JSON.stringify({ received }))
  }
  if (request.method === 'GET' && pathname === '/control/counters') {
    return answer(response, 200, JSON.stringify(desk.counters))
  }
  if (request.method === 'POST' && pathname === '/control/reset') {
    desk.logbook.clear()
    Object.assign(desk.counters, noCounts())
    return answer(response, 200, '{}')
  }
  refuse(response, 404, 'NOT_FOUND', 'There is nothing here.')
}
