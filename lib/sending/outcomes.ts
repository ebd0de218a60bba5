import { isUnreachable } from '#lib/providers/outcomes.ts'
import type { SendOutcome } from '#lib/providers/provider.ts'
import { outcomeKind, type RecordedOutcome } from './store-dispatch.ts'

/** What a sub-batch came to: what is stored, how long its account has to wait, and why its message has to stop. */
export type Result = {
  outcomes: RecordedOutcome[]
  /** The account waits this long; null for not at all. */
  delay: { ms: number; unreachable: boolean } | null
  halt: { code: string; reason: string; about: 'message' | 'account' } | null
}

export const nothing: Result = { outcomes: [], delay: null, halt: null }

const MAX_TEXT = 200
const MAX_PARTS = 255

/**
 * Turns what the adapter said into what is stored. Refusals about everybody leave their rows queued and stop the message;
 * what surely did not leave stays queued, and its account waits.
 */
export function toResult(sent: readonly { seq: number; outcome: SendOutcome }[]): Result {
  const result: Result = { outcomes: [], delay: null, halt: null }
  for (const { seq, outcome } of sent) result.outcomes.push(record(seq, outcome, result))
  return result
}

function record(seq: number, outcome: SendOutcome, result: Result): RecordedOutcome {
  const row = { seq, reference: null, reason: null, parts: null, network: null }
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...row,
        kind: outcomeKind.accepted,
        reference: storable(outcome.reference),
        parts: partsOf(outcome.parts),
        network: outcome.network ?? null,
      }
    case 'refused':
      if (outcome.about === 'recipient')
        return { ...row, kind: outcomeKind.refused, reason: storable(outcome.code) }
      result.halt ??= { code: outcome.code, reason: outcome.reason, about: outcome.about }
      return { ...row, kind: outcomeKind.notSent }
    case 'throttled': {
      const ms = Math.max(result.delay?.ms ?? 0, outcome.retryAfterMs)
      result.delay = { ms, unreachable: isUnreachable(outcome.reason) }
      return { ...row, kind: outcomeKind.notSent }
    }
    case 'unknown':
      return {
        ...row,
        kind: outcomeKind.unknown,
        reference: storable(outcome.reference ?? null),
        reason: storable(outcome.reason) ?? 'NO_ANSWER',
      }
    default:
      return outcome satisfies never
  }
}

/** Rows of an intent whose answer was lost: this worker never sent them, and nobody else could. */
export const notSent = (seqs: readonly number[]): Result => ({
  ...nothing,
  outcomes: seqs.map((seq) => ({
    seq,
    kind: outcomeKind.notSent,
    reference: null,
    reason: null,
    parts: null,
    network: null,
  })),
})

/** What comes from outside and PostgreSQL would refuse would keep all that is stored with it from ever being stored. */
export const storable = (text: string | null, most = MAX_TEXT): string | null =>
  text === null ? null : text.slice(0, most).replaceAll('\0', '').toWellFormed()

export const partsOf = (parts: number | undefined): number | null =>
  parts !== undefined && Number.isInteger(parts) && parts > 0 && parts <= MAX_PARTS ? parts : null
