/** How the provider behaves towards one account; see the table in server.ts. */
export type Behaviour = {
  seed: string
  latencyMs: number
  jitterMs: number
  limitPerSecond: number
  refusedPercent: number
  refusedMessagePercent: number
  refusedAccountPercent: number
  lostPercent: number
  lostBy: 'silence' | 'reset'
  malformedPercent: number
  undeliveredPercent: number
  expiredPercent: number
  noReceiptPercent: number
  receipts: 'both' | 'push' | 'poll' | 'none'
  receiptDelayMs: number
  receiptJitterMs: number
  duplicatePercent: number
  disorderPercent: number
  outageEverySeconds: number
  outageSeconds: number
  outageBy: 'unavailable' | 'reset' | 'silence'
  balance: number
}

const DAY_MS = 24 * 60 * 60 * 1000

const neutral: Behaviour = {
  seed: '',
  latencyMs: 0,
  jitterMs: 0,
  limitPerSecond: 0,
  refusedPercent: 0,
  refusedMessagePercent: 0,
  refusedAccountPercent: 0,
  lostPercent: 0,
  lostBy: 'silence',
  malformedPercent: 0,
  undeliveredPercent: 0,
  expiredPercent: 0,
  noReceiptPercent: 0,
  receipts: 'both',
  receiptDelayMs: 0,
  receiptJitterMs: 0,
  duplicatePercent: 0,
  disorderPercent: 0,
  outageEverySeconds: 0,
  outageSeconds: 0,
  outageBy: 'unavailable',
  balance: 0,
}

const words: Partial<Record<keyof Behaviour, readonly string[]>> = {
  lostBy: ['silence', 'reset'],
  receipts: ['both', 'push', 'poll', 'none'],
  outageBy: ['unavailable', 'reset', 'silence'],
}

const fits = (key: keyof Behaviour, value: unknown): boolean => {
  if (key === 'seed') return typeof value === 'string' && value.length <= 100
  const allowed = words[key]
  if (allowed) return typeof value === 'string' && allowed.includes(value)
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return false
  if (key.endsWith('Percent')) return value <= 100
  return key === 'balance' || value <= DAY_MS
}

/** Headers seen lately; accounts are few, their requests many. */
const known = new Map<string, Behaviour>()

/** Reads the `behaviour` header. Answers a sentence when it is wrong. */
export const readBehaviour = (header: string | string[] | undefined): Behaviour | string => {
  if (header === undefined) return neutral
  const text = String(header)
  const seen = known.get(text)
  if (seen) return seen
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return 'The header "behaviour" is not JSON.'
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return 'The header "behaviour" is not an object.'
  }
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(neutral, key)) return `The behaviour "${key}" does not exist.`
    if (!fits(key as keyof Behaviour, value)) return `The behaviour "${key}" has an impossible value.`
  }
  const behaviour = { ...neutral, ...given }
  if (known.size >= 1000) known.clear()
  known.set(text, behaviour)
  return behaviour
}

/** Whether the provider is down now: the first `outageSeconds` of every `outageEverySeconds` since 1970. */
export const isOut = ({ outageEverySeconds: every, outageSeconds }: Behaviour, nowMs: number): boolean =>
  every > 0 && (nowMs / 1000) % every < outageSeconds
