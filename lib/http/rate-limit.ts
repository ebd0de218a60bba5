import { monotonicMs } from '#lib/platform/clock.ts'

/** Requests that a key may make where nobody has said otherwise; and at once after a rest, twice as many. */
export const USUAL_RATE = 100
const BURST_SECONDS = 2

type Bucket = { tokens: number; at: number }

// Next loads a module once for each kind of bundle; a key still has one bucket in a process.
const shared = globalThis as { longwaveBuckets?: Map<number, Bucket> }

export type RateState = {
  perSecond: number
  burst: number
  allowed: boolean
  remaining: number
  secondsUntilFull: number
  retryAfterSeconds: number
}

/**
 * Takes a token from the bucket of a key that may make `perSecond` requests. Each web process counts for itself: one
 * count for all would cost every request a further round trip to the database. Behind a balancer a key gets up to this
 * rate from each of them.
 */
export function takeToken(
  apiKeyId: number,
  perSecond: number = USUAL_RATE,
  nowMs: number = monotonicMs(),
): RateState {
  shared.longwaveBuckets ??= new Map()
  const buckets = shared.longwaveBuckets
  const burst = perSecond * BURST_SECONDS
  const last = buckets.get(apiKeyId) ?? { tokens: burst, at: nowMs }
  const tokens = Math.min(burst, last.tokens + ((nowMs - last.at) / 1000) * perSecond)
  const allowed = tokens >= 1
  const left = allowed ? tokens - 1 : tokens
  buckets.set(apiKeyId, { tokens: left, at: nowMs })
  return {
    perSecond,
    burst,
    allowed,
    remaining: Math.floor(left),
    secondsUntilFull: Math.ceil((burst - left) / perSecond),
    retryAfterSeconds: allowed ? 0 : Math.ceil((1 - left) / perSecond),
  }
}

/** The headers of the IETF draft "RateLimit header fields for HTTP" (version 6, which most clients know), and Retry-After (RFC 9110) on a refusal. */
export function rateHeaders(state: RateState): Record<string, string> {
  return {
    'ratelimit-limit': String(state.burst),
    'ratelimit-remaining': String(state.remaining),
    'ratelimit-reset': String(state.secondsUntilFull),
    'ratelimit-policy': `${state.perSecond};w=1;burst=${state.burst}`,
    ...(!state.allowed && { 'retry-after': String(state.retryAfterSeconds) }),
  }
}
