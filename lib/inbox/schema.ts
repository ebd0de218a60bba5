import { z } from 'zod'
import { suppressionReasons } from '#lib/contacts/rules.ts'
import { sentView } from '#lib/messages/schema-follow.ts'
import { pageCursor, pageLimit } from '#lib/shared/paging.ts'
import { rowId } from '#lib/shared/row-id.ts'

const instant = z.iso.datetime()
const count = z.int()

export const conversationView = z.object({
  id: count,
  /** Digits; a sender that is no phone number as it came. */
  msisdn: z.string(),
  /** Of the contact, where there is one. */
  name: z.string().nullable(),
  lastAt: instant,
  lastText: z.string(),
  unread: count,
  /** Nobody may text this number. */
  stopped: z.boolean(),
})
export type ConversationView = z.infer<typeof conversationView>

/** Newest first. */
export const conversationPage = z.object({
  conversations: z.array(conversationView),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})
export type ConversationPage = z.infer<typeof conversationPage>

export const conversationQuery = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of a name, of a number or of what was written last.'),
  unread: z.literal('true').optional().describe('Only those with something unread.'),
  cursor: pageCursor,
  limit: pageLimit(200, 50),
})
export type ConversationQuery = z.output<typeof conversationQuery>

/** What came in. */
const receivedView = z.object({
  kind: z.literal('received'),
  id: count,
  text: z.string(),
  at: instant,
  account: z.string(),
  /** The number of ours that it was sent to. */
  sentTo: z.string(),
  optOut: z.boolean(),
  /** Asks for texts again, after they were stopped. */
  wantsBack: z.boolean(),
  /** The message of ours that it follows; null where there is none, or nobody has looked yet. */
  answers: z.object({ uuid: z.uuid(), title: z.string() }).nullable(),
})

const entryView = z.discriminatedUnion('kind', [receivedView, sentView.extend({ kind: z.literal('sent') })])
export type EntryView = z.infer<typeof entryView>

/** What was said both ways, newest first, a page at a time. */
export const conversationDetail = conversationView.extend({
  entries: z.array(entryView),
  /** Goes on to older entries. */
  nextCursor: z.string().nullable(),
  /** Why and since when nobody may text it. */
  suppression: z
    .object({
      id: count,
      reason: z.enum(suppressionReasons),
      note: z.string().nullable(),
      since: instant,
      by: z.string().nullable(),
    })
    .nullable(),
  /** Which of our senders it wrote to last: an answer comes from there, where that is a sender. */
  wroteTo: z.object({ accountId: count, value: z.string() }).nullable(),
  /** Only what a phone number is can be answered. */
  canAnswer: z.boolean(),
})
export type ConversationDetail = z.infer<typeof conversationDetail>

export const unreadView = z.object({
  /** Conversations with something unread, counted up to a limit. */
  unread: count,
})

/** What somebody writes back. */
export const answer = z.object({
  id: rowId,
  text: z.string().max(20_000),
  sender: z.string().max(40),
  accountId: rowId,
})
export type Answer = z.output<typeof answer>

export const confirmedAnswer = answer.extend({
  confirmation: z.uuid(),
  /** As it stood on the button. */
  credits: z.number().min(0),
})
export type ConfirmedAnswer = z.output<typeof confirmedAnswer>
