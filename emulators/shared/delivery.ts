import type { Answer, Exchange } from './exchange.ts'
import type { ActiveHazard, HazardScope } from './hazards.ts'

/**
 * How an answer reaches the caller, or does not. The faults in BEFORE happen instead of the operation, so nothing was
 * accepted; those in AFTER happen to its answer, so whatever it accepted stays accepted.
 */
export const TRANSPORT_KINDS: Readonly<Record<string, HazardScope>> = {
  // Before acceptance.
  'delay-before': 'request',
  'reset-before': 'request',
  'hang-before': 'request',
  'status-before': 'request',
  throttle: 'request',
  redirect: 'request',
  // After acceptance.
  'delay-after': 'request',
  'reset-after': 'request',
  'hang-after': 'request',
  'status-after': 'request',
  'redirect-after': 'request',
  html: 'request',
  'empty-body': 'request',
  'broken-json': 'request',
  'half-body': 'request',
  'slow-body': 'request',
  'huge-body': 'request',
  garbage: 'request',
}

const HTML = '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Bad Gateway</h1></body></html>'

const htmlAnswer = (status: number, body = HTML): Answer => ({
  status,
  body,
  contentType: 'text/html; charset=utf-8',
})

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What the company would say in its own words; status and Retry-After are set by the fault. */
export type Voice = { failure: (exchange: Exchange, status: number, message?: string) => Answer }

/** Sends the answer as it is; the status that left. */
export function deliver(exchange: Exchange, answer: Answer): number {
  const { response } = exchange
  if (response.destroyed) return answer.status
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType ?? 'application/json',
    'Content-Length': Buffer.byteLength(answer.body),
    ...answer.headers,
  })
  response.end(exchange.method === 'HEAD' ? undefined : answer.body)
  return answer.status
}

function reset(exchange: Exchange): null {
  exchange.request.socket.resetAndDestroy()
  return null
}

/** Says nothing; with `ms` the connection is closed after that time. The server closes it at its end. */
function hang(exchange: Exchange, rule: ActiveHazard): null {
  if (rule.ms === undefined) return null
  const timer = setTimeout(() => exchange.request.socket.destroy(), rule.ms)
  exchange.response.once('close', () => clearTimeout(timer))
  return null
}

function redirectAnswer(exchange: Exchange, rule: ActiveHazard): Answer {
  // A slash at the end is what web servers add by themselves.
  const other = exchange.path.endsWith('/') ? exchange.path.slice(0, -1) : `${exchange.path}/`
  return {
    status: rule.status ?? 301,
    body: '',
    contentType: 'text/html',
    headers: { Location: rule.location ?? other },
  }
}

function statusAnswer(exchange: Exchange, rule: ActiveHazard, voice: Voice): Answer {
  const status = rule.status ?? 503
  const answer = voice.failure(exchange, status, rule.message)
  return { ...answer, status, body: rule.body ?? answer.body, ...contentTypeOf(rule) }
}

const contentTypeOf = (rule: ActiveHazard) => (rule.contentType ? { contentType: rule.contentType } : {})

function throttledAnswer(exchange: Exchange, rule: ActiveHazard, voice: Voice): Answer {
  const status = rule.status ?? 429
  const answer = voice.failure(exchange, status, rule.message ?? 'Rate limit exceeded')
  const headers: Record<string, string> =
    rule.retryAfter === undefined ? {} : { 'Retry-After': String(rule.retryAfter) }
  return {
    ...answer,
    status,
    body: rule.body ?? answer.body,
    ...contentTypeOf(rule),
    headers: { ...answer.headers, ...headers },
  }
}

/**
 * Shows the faults that come before acceptance. Undefined: there was none (or only a delay), go on; else the status
 * that left, or null.
 */
export async function actBefore(exchange: Exchange, voice: Voice): Promise<number | null | undefined> {
  const delay = exchange.hazard('delay-before')
  if (delay) await wait(delay.ms ?? 1_000)
  if (exchange.hazard('reset-before')) return reset(exchange)
  const silent = exchange.hazard('hang-before')
  if (silent) return hang(exchange, silent)
  const failing = exchange.hazard('status-before')
  if (failing) return deliver(exchange, statusAnswer(exchange, failing, voice))
  const throttled = exchange.hazard('throttle')
  if (throttled) return deliver(exchange, throttledAnswer(exchange, throttled, voice))
  const redirected = exchange.hazard('redirect')
  if (redirected) return deliver(exchange, redirectAnswer(exchange, redirected))
  return undefined
}

/** Replaces the answer where a fault wants another one. */
function distorted(exchange: Exchange, answer: Answer, voice: Voice): Answer {
  const failing = exchange.hazard('status-after')
  if (failing) return statusAnswer(exchange, failing, voice)
  const redirected = exchange.hazard('redirect-after')
  if (redirected) return redirectAnswer(exchange, redirected)
  const html = exchange.hazard('html')
  if (html) return htmlAnswer(html.status ?? 200, html.body)
  if (exchange.hazard('empty-body')) return { ...answer, body: '' }
  // Without its last character no JSON object is whole.
  if (exchange.hazard('broken-json')) return { ...answer, body: answer.body.slice(0, -1) }
  return answer
}

/** Announces the whole body, sends a part of it and cuts the connection. */
function deliverHalf(exchange: Exchange, answer: Answer, rule: ActiveHazard): number {
  const { response } = exchange
  const body = Buffer.from(answer.body)
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType ?? 'application/json',
    'Content-Length': body.length,
    ...answer.headers,
  })
  response.write(body.subarray(0, rule.bytes ?? Math.floor(body.length / 2)), () =>
    exchange.request.socket.destroy(),
  )
  return answer.status
}

/** `bytes` at a time (1), `ms` apart (50). */
async function deliverSlowly(exchange: Exchange, answer: Answer, rule: ActiveHazard): Promise<number> {
  const { response } = exchange
  const body = Buffer.from(answer.body)
  const step = rule.bytes ?? 1
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType ?? 'application/json',
    'Content-Length': body.length,
    ...answer.headers,
  })
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step))
    await wait(rule.ms ?? 50)
  }
  response.end()
  return answer.status
}

/** Resolves when more can be written, or nobody listens any more. */
function drained({ response }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.removeListener('drain', done).removeListener('close', done)
      resolve()
    }
    response.once('drain', done).once('close', done)
  })
}

/** A body that begins like the answer and goes on until the caller gives up, or `bytes` (64 MiB) have left. */
async function deliverHuge(exchange: Exchange, answer: Answer, rule: ActiveHazard): Promise<number> {
  const { response } = exchange
  response.writeHead(answer.status, { 'Content-Type': answer.contentType ?? 'application/json' })
  response.write(answer.body)
  const piece = Buffer.alloc(64 * 1024, 0x20)
  for (let sent = 0; sent < (rule.bytes ?? 64 * 1024 * 1024) && !response.destroyed; sent += piece.length)
    if (!response.write(piece)) await drained(exchange)
  response.end()
  return answer.status
}

/** Something that is not HTTP at all. */
function deliverGarbage(exchange: Exchange): null {
  exchange.request.socket.end('\u0000\u0001 this is not an answer\r\n\r\n')
  return null
}

/** Sends the answer through the faults that come after acceptance; the status that left, or null. */
export async function actAfter(exchange: Exchange, answer: Answer, voice: Voice): Promise<number | null> {
  const { active } = exchange
  if (active.size === 0) return deliver(exchange, answer)
  const delay = exchange.hazard('delay-after')
  if (delay) await wait(delay.ms ?? 1_000)
  if (exchange.hazard('reset-after')) return reset(exchange)
  if (exchange.hazard('garbage')) return deliverGarbage(exchange)
  const silent = exchange.hazard('hang-after')
  if (silent) return hang(exchange, silent)
  const body = distorted(exchange, answer, voice)
  const half = exchange.hazard('half-body')
  if (half) return deliverHalf(exchange, body, half)
  const slow = exchange.hazard('slow-body')
  if (slow) return deliverSlowly(exchange, body, slow)
  const huge = exchange.hazard('huge-body')
  if (huge) return deliverHuge(exchange, body, huge)
  return deliver(exchange, body)
}
