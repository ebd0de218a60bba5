import { monotonicMs } from '#lib/platform/clock.ts'

/** Requests that a key may make: steadily, and at once after a rest. */
export const keyRate = { perSecond: 100, burst: 200 } as const

type Bucket = { tokens: number; at: number }

// Next loads a module once for each kind of bundle; a key still has one bucket in a process.
const shared = globalThis as { longwaveBuckets?: Map<number, Bucket> }

export type RateState = {
  allowed: boolean
  remaining: number
  secondsUntilFull: number
  retryAfterSeconds: number
}

/**
 * Takes a token from the bucket of a key. Each web process counts for itself: behind a balancer a key gets up to this
 * rate from each of them.
 */
export function takeToken(apiKeyId: number, nowMs: number = monotonicMs()): RateState {
  shared.longwaveBuckets ??= new Map()
  const buckets = shared.longwaveBuckets
  const { perSecond, burst } = keyRate
  const last = buckets.get(apiKeyId) ?? { tokens: burst, at: nowMs }
  const tokens = Math.min(burst, last.tokens + ((nowMs - last.at) / 1000) * perSecond)
  const allowed = tokens >= 1
  const left = allowed ? tokens - 1 : tokens
  buckets.set(apiKeyId, { tokens: left, at: nowMs })
  return {
    allowed,
    remaining: Math.floor(left),
    secondsUntilFull: Math.ceil((burst - left) / perSecond),
    retryAfterSeconds: allowed ? 0 : Math.ceil((1 - left) / perSecond),
  }
}

/** The headers of the IETF draft "RateLimit header fields for HTTP", and Retry-After (RFC 9110) on a refusal. */
export function rateHeaders(state: RateState): Record<string, string> {
  return {
    'ratelimit-limit': String(keyRate.burst),
    'ratelimit-remaining': String(state.remaining),
    'ratelimit-reset': String(state.secondsUntilFull),
    ...(!state.allowed && { 'retry-after': String(state.retryAfterSeconds) }),
  }
}
