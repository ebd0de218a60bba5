import { AppError } from '#lib/shared/errors.ts'
import type { Answer, HttpReply } from './exchange.ts'
import type { SendOutcome } from './provider.ts'
import { readJson } from './read-json.ts'

const SECOND = 1_000
const LONGEST_WAIT_MS = 60 * 60 * SECOND

/** What a send without an answer means: tried again if it surely did not leave, else unknown. */
export const outcomeWithoutAnswer = (reply: Exclude<HttpReply, Answer>): SendOutcome => {
  if (reply.kind === 'unknown') return { kind: 'unknown', reason: reply.reason }
  switch (reply.reason) {
    // Neither mends itself: the message has to stop and wait for a person.
    case 'HOST_NOT_ALLOWED':
    case 'INVALID_REQUEST':
      return { kind: 'refused', code: reply.reason, reason: reply.detail, about: 'account' }
    // The rows were in time for no fault of the provider; their next intent may begin at once.
    case 'TOO_LATE':
      return { kind: 'throttled', retryAfterMs: 0, reason: reply.reason }
    case 'NO_FREE_CONNECTION':
    case 'CONNECTION_CLOSED':
      return { kind: 'throttled', retryAfterMs: SECOND, reason: reply.reason }
    default:
      return { kind: 'throttled', retryAfterMs: 5 * SECOND, reason: reply.reason }
  }
}

/**
 * For an answer by which the provider says that it did not take the message: 429, or a code it calls temporary. Where it
 * does not say when to come again, after `pauseSeconds`.
 */
export const throttledBy = (
  answer: Answer,
  now: Date,
  pauseSeconds = 5,
  reason = 'RATE_LIMITED',
): SendOutcome => ({
  kind: 'throttled',
  retryAfterMs: retryAfterMs(answer, now) ?? pauseSeconds * SECOND,
  reason,
})

/** For an answer from which it does not follow what became of the message, e.g. a gateway's error page. */
export const unclear = (answer: Answer): SendOutcome => ({
  kind: 'unknown',
  reason: answer.status >= 200 && answer.status < 300 ? 'ANSWER_NOT_UNDERSTOOD' : `HTTP_${answer.status}`,
})

/** `Retry-After` in its two forms (RFC 9110, 10.2.3), at most an hour; null when there is none that makes sense. */
export const retryAfterMs = (answer: Answer, now: Date): number | null => {
  const value = String(answer.headers['retry-after'] ?? '').trim()
  // All three forms of a date begin with the day's name; Date.parse alone would take "-5" for one.
  const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN
  const wait = /^\d+$/.test(value) ? Number(value) * SECOND : date - now.getTime()
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS)
}

/**
 * The JSON of a successful answer to anything but a send: balance, lists, test. Throws AppError INVALID_SETTINGS
 * (field `secrets`) when the provider does not know the credentials, PROVIDER_UNAVAILABLE (params `reason`) else.
 */
export const jsonOrThrow = (reply: HttpReply): unknown => {
  if (reply.kind !== 'answer') {
    throw new AppError('PROVIDER_UNAVAILABLE', { params: { reason: reply.reason, detail: reply.detail } })
  }
  if (reply.status === 401 || reply.status === 403) {
    throw new AppError('INVALID_SETTINGS', { field: 'secrets', params: { problem: `HTTP ${reply.status}` } })
  }
  if (isServersOwn(reply.status)) throw providerError(`HTTP ${reply.status}`)
  const json = reply.status >= 200 && reply.status < 300 ? readJson(reply.body) : undefined
  if (json === undefined) throw notUnderstood(reply.status)
  return json
}

/** Statuses that say nothing against the address or the question: no credit, too many questions, something broke. */
const isServersOwn = (status: number): boolean => status === 402 || status === 429 || status >= 500

/** For an answer by which the provider says itself that it cannot do what was asked; `detail` is its code. */
export const providerError = (detail: string): AppError =>
  new AppError('PROVIDER_UNAVAILABLE', { params: { reason: 'PROVIDER_ERROR', detail } })

/** For an answer of the wrong shape to anything but a send. */
export const notUnderstood = (status: number): AppError =>
  new AppError('PROVIDER_UNAVAILABLE', {
    params: { reason: 'ANSWER_NOT_UNDERSTOOD', detail: `HTTP ${status}` },
  })

const unreachable: ReadonlySet<string> = new Set([
  'HOST_NOT_FOUND',
  'CONNECTION_REFUSED',
  'CONNECT_TIMEOUT',
  'TLS_FAILED',
  'UNREACHABLE',
])

/** Whether a provider was not reached at all, by the reason that `throttled` gives for it. */
export const isUnreachable = (reason: string): boolean => unreachable.has(reason)
