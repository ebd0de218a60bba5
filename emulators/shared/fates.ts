import type { Exchange } from './exchange.ts'
import type { HazardScope } from './hazards.ts'

/**
 * What becomes of an SMS after it was accepted: a list of states with the time after acceptance at which each begins.
 * A poll reads the state of the moment, a push is one call per step. Most SMS share one list, so a million of them
 * cost a reference each.
 */
export type Step = { after: number; state: string }
export type Timeline = readonly Step[]

/** Faults of receipts; all are drawn per number when the SMS is accepted. */
export const RECEIPT_KINDS: Readonly<Record<string, HazardScope>> = {
  'receipt-state': 'number',
  'receipt-late': 'number',
  'receipt-early': 'number',
  'receipt-twice': 'number',
  'receipt-disordered': 'number',
  'receipt-lost': 'number',
}

/** A step at this time is pushed before the request is answered. */
export const BEFORE_ANSWER = -1

/** On the way, then final; the last step is the final one. */
export const twoSteps = (ms: number, onTheWay: string, final: string): Timeline => [
  { after: ms, state: onTheWay },
  { after: ms * 2, state: final },
]

/**
 * The list for one number: `usual` unless a hazard says otherwise. With `receipt-disordered` the final state comes
 * first and the state on the way replaces it, with `receipt-early` everything is there before the answer, with
 * `receipt-late` the last step waits `ms` longer (a day), with `receipt-lost` nothing ever comes.
 */
export function timelineFor(exchange: Exchange, number: string, usual: Timeline): Timeline {
  if (exchange.hazardFor('receipt-lost', number)) return []
  let steps = usual
  const state = exchange.hazardFor('receipt-state', number)?.state
  if (state !== undefined)
    steps = steps.map((step, at) => (at === steps.length - 1 ? { ...step, state } : step))
  const late = exchange.hazardFor('receipt-late', number)
  if (late)
    steps = steps.map((step, at) =>
      at === steps.length - 1 ? { ...step, after: step.after + (late.ms ?? 86_400_000) } : step,
    )
  if (exchange.hazardFor('receipt-disordered', number)) {
    const states = steps.map((step) => step.state).reverse()
    steps = steps.map((step, at) => ({ after: step.after, state: states[at] ?? step.state }))
  }
  if (exchange.hazardFor('receipt-early', number))
    steps = steps.map((step) => ({ after: BEFORE_ANSWER, state: step.state }))
  if (exchange.hazardFor('receipt-twice', number)) steps = steps.flatMap((step) => [step, step])
  return steps
}

/** The step that holds so long after acceptance; undefined before the first. */
export function stepAt(timeline: Timeline, elapsed: number): Step | undefined {
  let found: Step | undefined
  for (const step of timeline) if (step.after <= elapsed) found = step
  return found
}
