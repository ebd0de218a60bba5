import { stepAt, type Timeline } from '../shared/fates.ts'
import type { Settings } from './settings.ts'

export const RECIPIENT_STATUSES = [
  'pending',
  'success',
  'failed',
  'invalid',
  'blocked',
  'expired',
  'timeout',
] as const

export const MESSAGE_STATUSES = ['sent', 'failed', 'pending', 'scheduled', 'cancelled'] as const
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** One message to up to two million numbers: two lists side by side, not an object per number. */
export type Message = {
  uuid: string
  owner: string
  sender: string
  content: string
  parts: number
  credits: number
  /** As they were sent, and as the recorder writes them. */
  given: readonly string[]
  to: readonly string[]
  /** What becomes of each, in the same order; most are one shared list. */
  timelines: readonly Timeline[]
  /** How many numbers share each list. */
  shares: ReadonlyMap<Timeline, number>
  /** Positions that the recipients call leaves out. */
  hidden: ReadonlySet<number>
  /** When it was accepted; when it is to leave, null for at once. Milliseconds. */
  at: number
  scheduled: number | null
  cancelled: boolean
}

/** When the network gets it. */
export const startOf = (message: Message) => message.scheduled ?? message.at

export function statusOfRecipient(timeline: Timeline, elapsed: number): string {
  return stepAt(timeline, elapsed)?.state ?? 'pending'
}

/** Numbers per recipient status, those with none left out. */
export function summaryOf(message: Message, now: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [timeline, numbers] of message.shares) {
    const status = statusOfRecipient(timeline, now - startOf(message))
    counts.set(status, (counts.get(status) ?? 0) + numbers)
  }
  return counts
}

/** The message's own status; `failed` when no recipient is or can still be reached. */
export function statusOf(message: Message, now: number, settings: Settings): MessageStatus {
  if (message.cancelled) return 'cancelled'
  if (now < startOf(message)) return 'scheduled'
  if (now < startOf(message) + settings.processingMs) return 'pending'
  const summary = summaryOf(message, now)
  const hopeful = ['pending', 'success', 'timeout'].some((status) => summary.has(status))
  return hopeful ? 'sent' : 'failed'
}
