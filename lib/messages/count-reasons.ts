import type { Ctx } from '#lib/platform/ctx.ts'
import { findOwnMessage, toMessageView } from './get-message.ts'
import { type RecipientState, stateOfNumber } from './rules.ts'
import { statesWithReasons } from './rules-recipients.ts'
import { type ReasonsView, reasonsView } from './schema-follow.ts'
import { findTotals } from './store-read.ts'
import * as store from './store-recipients.ts'

/** Up to this many chunks are counted row by row; of more, as many taken evenly stand for all. */
const MOST_CHUNKS = 250

/**
 * Why people were left out, not reached or are doubtful. Reasons are in no counter, so rows have to be read: all of them
 * up to a quarter of a million people, beyond that a sample, whose shares are put on the exact totals of their states.
 */
export async function countReasons(ctx: Ctx, uuid: string): Promise<ReasonsView> {
  const message = await findOwnMessage(ctx, uuid)
  const { counts } = toMessageView(message, (await findTotals(ctx, [message.id])).get(message.id))
  const chunks = await store.findChunksWithReasons(ctx, message.id)
  const rows = await store.countReasons(ctx, message.id, spread(chunks, MOST_CHUNKS))
  const looked = new Map<RecipientState, number>()
  for (const { state, count } of rows)
    looked.set(stateOfNumber(state), (looked.get(stateOfNumber(state)) ?? 0) + count)
  const whole = chunks.length <= MOST_CHUNKS
  const told = rows.map(({ state: number, count, ...row }) => {
    const state = stateOfNumber(number)
    const share = count / (looked.get(state) ?? 1)
    return { ...row, state, count: whole ? count : share * counts[state] }
  })
  const reasons = sums(told, ({ state, reason }) => `${state} ${reason}`)
  const failed = told.filter(({ state, network }) => network !== null && notReached.has(state))
  const seen = [...looked.values()].reduce((sum, n) => sum + n, 0)
  return reasonsView.parse({
    reasons,
    networks: sums(failed, ({ network }) => network),
    people: whole ? seen : statesWithReasons.reduce((sum, state) => sum + counts[state], 0),
    looked: seen,
  })
}

const notReached: ReadonlySet<RecipientState> = new Set(['rejected', 'undelivered', 'expired', 'blocked'])

/** Rows that are alike as one, most frequent first. */
function sums<T extends { count: number }>(rows: readonly T[], key: (row: T) => unknown): T[] {
  return [...Map.groupBy(rows, key).values()]
    .map((alike) => ({
      ...(alike[0] as T),
      count: Math.round(alike.reduce((sum, { count }) => sum + count, 0)),
    }))
    .sort((a, b) => b.count - a.count)
}

/** At most `most` of a list, evenly from its first to its last. */
function spread(list: readonly number[], most: number): number[] {
  if (list.length <= most) return [...list]
  const step = (list.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => list[Math.round(i * step)] as number)
}
