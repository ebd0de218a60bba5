import type { Behaviour } from './behaviour.ts'
import type { Fate } from './fate.ts'

/**
 * References carry the message's outcome and when it becomes known, so that every instance of this server, also one
 * started later or on another machine, answers a question about it: `RH-<outcome>-<time>-<id>`.
 */
const outcomes = {
  D: { state: 'delivered', reason: null },
  U: { state: 'undelivered', reason: 'ABSENT_SUBSCRIBER' },
  X: { state: 'expired', reason: 'VALIDITY_EXPIRED' },
  N: null,
} as const
type Letter = keyof typeof outcomes

export type State = {
  reference: string
  state: 'accepted' | 'delivered' | 'undelivered' | 'expired'
  reason: string | null
  at: string
}

const letterOf = ({ draw }: Fate, behaviour: Behaviour): Letter => {
  const point = draw('outcome') * 100
  const undelivered = behaviour.undeliveredPercent
  const expired = undelivered + behaviour.expiredPercent
  if (point < undelivered) return 'U'
  if (point < expired) return 'X'
  return point < expired + behaviour.noReceiptPercent ? 'N' : 'D'
}

export const makeReference = (fate: Fate, behaviour: Behaviour, nowMs: number): string => {
  const wait = behaviour.receiptDelayMs + fate.draw('receiptDelay') * behaviour.receiptJitterMs
  return `RH-${letterOf(fate, behaviour)}-${Math.round(nowMs + wait).toString(36)}-${fate.id}`
}

/** What a reference says will be known, and from when on, ms; null for one of ours without receipt or not of ours. */
export const readReference = (reference: unknown): { state: State; knownAtMs: number } | null => {
  const match =
    typeof reference === 'string' ? /^RH-([DUXN])-([0-9a-z]{1,10})-[0-9a-z]+$/.exec(reference) : null
  const outcome = match && outcomes[match[1] as Letter]
  if (!match || !outcome) return null
  const knownAtMs = Number.parseInt(match[2] as string, 36)
  return { state: { reference: match[0], ...outcome, at: new Date(knownAtMs).toISOString() }, knownAtMs }
}
