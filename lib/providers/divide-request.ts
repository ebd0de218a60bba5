import type { SendOutcome } from './provider.ts'

/** One request of several that belong together, for so many recipients. */
type Turn = { count: number; send: () => Promise<SendOutcome[]> }

/** What a request came to. `divide`: refused as a whole, so nothing left, for what may be the fault of a few in it. */
export type Piece = { outcomes: SendOutcome[]; divide?: boolean }

const NOT_TRIED_MS = 5_000

/**
 * Sends one request after the other. What stops one of them stops those after it, which were not written and keep
 * their recipients: too late, too many, credit gone; and a request of unknown outcome, so that a gateway in trouble
 * does not make one doubt after the other.
 */
export const sendInTurn = async (turns: readonly Turn[]): Promise<SendOutcome[]> => {
  const outcomes: SendOutcome[] = []
  let forTheRest: SendOutcome | undefined
  for (const { count, send } of turns) {
    const given: SendOutcome[] = forTheRest ? Array(count).fill(forTheRest) : await send()
    outcomes.push(...given)
    forTheRest ??= stopper(given)
  }
  return outcomes
}

const stopper = (outcomes: readonly SendOutcome[]): SendOutcome | undefined => {
  if (outcomes.every(({ kind }) => kind === 'unknown')) {
    return { kind: 'throttled', retryAfterMs: NOT_TRIED_MS, reason: 'NOT_TRIED' }
  }
  return outcomes.find(
    (outcome) =>
      outcome.kind === 'throttled' || (outcome.kind === 'refused' && outcome.about !== 'recipient'),
  )
}

/** Sends a list in one request, and in two halves where it was refused as a whole, until the guilty stand alone. */
export const sendDivided = async <Item>(
  items: readonly Item[],
  send: (items: readonly Item[]) => Promise<Piece>,
): Promise<SendOutcome[]> => {
  const { outcomes, divide } = await send(items)
  if (!divide || items.length < 2) return outcomes
  const middle = Math.ceil(items.length / 2)
  const halves = [items.slice(0, middle), items.slice(middle)]
  return sendInTurn(halves.map((half) => ({ count: half.length, send: () => sendDivided(half, send) })))
}
