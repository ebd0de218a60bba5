import { isFinished } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'

type Watched = Pick<MessageView, 'state' | 'counts' | 'noReceipt' | 'dueAt' | 'finishedAt' | 'waits'>

const MINUTE = 60_000

/**
 * How soon a message should be looked at again, in ms; false when nothing more will change by itself. `now` is the
 * server's time.
 */
export function pollMs(message: Watched, now: number): number | false {
  const { state, counts, dueAt, finishedAt, waits } = message
  // Everybody who is left waits for hours to come.
  if (
    state === 'sending' &&
    waits.reduce((sum, { people }) => sum + people, 0) >= counts.queued &&
    counts.queued > 0
  )
    return 10_000
  if (state === 'planning' || state === 'sending') return 1000
  if (!isFinished(state)) {
    // About to leave: whoever watches the countdown wants to see it go.
    return state === 'scheduled' && dueAt && Date.parse(dueAt) - now < 15_000 ? 1000 : 5000
  }
  // Stopped, but what was in flight is still being written.
  if (counts.queued > 0) return 1000
  const awaited = counts.accepted - message.noReceipt + counts.unknown
  if (awaited === 0) return false
  const age = finishedAt ? now - Date.parse(finishedAt) : 0
  if (age < 5 * MINUTE) return 2000
  // Receipts are waited for up to three days.
  return age < 73 * 60 * MINUTE ? 15_000 : false
}
