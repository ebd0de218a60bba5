import { z } from 'zod'
import { recipientStates } from './rules.ts'
import { messageView, recipientView } from './schema.ts'

/** What somebody who follows a message reads beside its totals. */

const instant = z.iso.datetime()
const count = z.int()

/** Something that happened to a message, and who did it; `by` is null for what happened by itself. */
const historyEvent = z.object({
  at: instant,
  /** An action of the audit log such as `message.pause`, or `planned`, `started`, `finished`. */
  kind: z.string(),
  by: z.object({ name: z.string(), key: z.string().nullable() }).nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type HistoryEvent = z.infer<typeof historyEvent>

/** Newest first. */
export const historyView = z.object({ events: z.array(historyEvent) })
export type HistoryView = z.infer<typeof historyView>

/**
 * Why people were left out, not reached or are doubtful, most frequent first. `looked` of the `people` to whom that
 * applies were looked at; where those are fewer, the counts are estimates.
 */
export const reasonsView = z.object({
  reasons: z.array(z.object({ state: z.enum(recipientStates), reason: z.string().nullable(), count })),
  people: count,
  looked: count,
  /** People who were not reached, by their networks in the provider's own numbering, where it tells them. */
  networks: z.array(z.object({ network: z.int(), count })),
})
export type ReasonsView = z.infer<typeof reasonsView>

/** Everything that is known about one recipient. */
export const recipientStory = recipientView.extend({
  charge: z.enum(['held', 'settled', 'refunded', 'none']),
  /** ISO 3166-1 alpha-2; null where the number does not say. */
  country: z.string().nullable(),
  /** In the provider's own numbering; null where it was not told. */
  network: z.int().nullable(),
  /** As this person gets it; null for whom it could not be made. */
  text: z.string().nullable(),
  plannedAt: instant.nullable(),
  /** What the provider reported, oldest first; `at` is the provider's time, `raw` its words. */
  receipts: z.array(
    z.object({
      state: z.enum(recipientStates),
      reason: z.string().nullable(),
      raw: z.string(),
      at: instant.nullable(),
      receivedAt: instant,
    }),
  ),
})
export type RecipientStory = z.infer<typeof recipientStory>

/** What one number was sent, in the conversation with it. */
export const sentView = z.object({
  uuid: z.uuid(),
  seq: count,
  /** As it was sent; null where it could not be made. */
  text: z.string().nullable(),
  state: z.enum([...recipientStates, 'sending']),
  reason: z.string().nullable(),
  sender: z.string().nullable(),
  /** When it left, or will. */
  at: instant,
  dueAt: instant.nullable(),
  /** Whose message it is. */
  by: z.string(),
  /** It has not begun to leave. */
  canUndo: z.boolean(),
})
export type SentView = z.infer<typeof sentView>

/** What a contact was sent in the last so many days, newest first; where it is not `whole`, there is or may be more. */
export const sentToContact = z.object({ sent: z.array(sentView), days: count, whole: z.boolean() })
export type SentToContact = z.infer<typeof sentToContact>

/** Messages that wait for somebody's decision; the reader's own, or for those who may see all, everybody's. */
export const waitingView = z.object({ waiting: count })
export type WaitingView = z.infer<typeof waitingView>

/** What the first screen shows. Everything is the reader's own, or for those who may see all, everybody's. */
export const overviewView = z.object({
  /** Stopped by themselves, or waiting for somebody's word. */
  waiting: z.array(messageView),
  /** Failed within a day. */
  failed: z.array(messageView),
  /** With people of whom nobody knows whether it reached them; of the last seven days. */
  doubtful: z.array(messageView),
  sending: z.array(messageView),
  next: z.array(messageView),
  last: z.array(messageView),
  /** Whether a worker runs: without one nothing leaves. */
  worker: z.boolean(),
  /** Nothing can be spent. */
  broke: z.boolean(),
})
export type OverviewView = z.infer<typeof overviewView>
