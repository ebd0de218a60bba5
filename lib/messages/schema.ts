import { z } from 'zod'
import { tableFormat } from '#lib/contacts/schema-table.ts'
import { rowId } from '#lib/shared/row-id.ts'
import { messageStates, messageStatuses, recipientStates, recipientStatuses } from './rules.ts'
import { resendableKinds } from './rules-recipients.ts'
import { ratePerSecond, sendWindow } from './schema-schedule.ts'

/** Values for `{{placeholders}}`. Numbers are welcome: integrators send them. */
export const variables = z.record(
  z.string().max(100),
  z.union([z.string().max(2000), z.number(), z.boolean()]).transform(String),
)

const listed = z.object({ msisdn: z.coerce.string().max(200), variables: variables.optional() })

/** As pasted into the composer; row numbers are line numbers. */
export const pastedSource = z.object({
  kind: z.literal('pasted').describe('Numbers as they were pasted.'),
  text: z.string().max(900_000).describe('One person to a line.'),
})

/** An uploaded table, and which column is what; row numbers are the file's own. */
export const fileSource = z.object({
  kind: z.literal('file').describe('An uploaded file.'),
  blobId: z.uuid().describe('The `id` that the upload answered.'),
  format: tableFormat.describe('How the file is read, as the look at it gave it.'),
  hasHeader: z.boolean().describe('Whether its first row holds headings.'),
  phoneColumn: z.int().min(0).describe('The column with the numbers, from 0.'),
  columns: z
    .array(z.string().max(300))
    .max(1000)
    .describe('The headings, by which the text names the values of a column.'),
  size: z.int().optional().describe('Rows at most, where that is known without reading the file.'),
})
export type FileSource = z.infer<typeof fileSource>

export const groupsSource = z.object({
  kind: z.literal('groups').describe('The members of groups.'),
  groupIds: z.array(z.int()).min(1).max(100).describe('Ids of groups; each person counts once.'),
})

/** Whoever another message went or goes to. */
export const sentSource = z.object({
  kind: z.literal('message').describe('Whoever a message went or goes to.'),
  uuid: z.uuid().describe('The `uuid` of that message.'),
})

/** Where people come from. */
export const audienceSource = z.discriminatedUnion('kind', [
  pastedSource,
  /** As given by the API; row numbers are places in the list, from 1. */
  z.object({ kind: z.literal('list'), recipients: z.array(listed) }),
  /** A long list, kept apart: lines of JSON, each a list of entries, which are a number or [number, variables]. */
  z.object({ kind: z.literal('blob'), blobId: z.uuid(), size: z.int() }),
  fileSource,
  groupsSource,
  /** The people of groups as they were when the message was confirmed. */
  z.object({
    kind: z.literal('members'),
    blobId: z.uuid(),
    size: z.int(),
    /** Of which groups, for writing to them again. */
    groupIds: z.array(z.int()).optional(),
  }),
  sentSource,
])
export type AudienceSource = z.infer<typeof audienceSource>

/** People of a former message that did not get it, or of whom nobody knows. Made by the product alone: nobody may name a message here. */
const resendSource = z.object({
  kind: z.literal('resend'),
  messageId: z.int(),
  kinds: z.array(z.enum(resendableKinds)),
  /** Only these of them. */
  seqs: z.array(z.int()).optional(),
  /** How long somebody has to be in doubt, ms, so that no request to them is on its way any more. */
  doubtMs: z.int().default(0),
  /** At most so many. */
  people: z.int(),
})
export type ResendSource = z.infer<typeof resendSource>

/** As it is kept with a message. */
export const messageSource = z.union([audienceSource, resendSource])
export type MessageSource = z.infer<typeof messageSource>

/** People who are left out, wherever else they stand. */
export const exclusions = z.array(audienceSource).max(20)

/** What a person read on the button; credits. */
const expected = z.object({ people: z.int(), credits: z.number() })
export type Expected = z.infer<typeof expected>

/** What is sent to whom, before it is known what it costs. */
const messageInput = z.object({
  /** Either the text or the template that it is taken from. */
  content: z.string().max(20_000).optional(),
  templateId: rowId.optional(),
  variables: variables.default({}),
  sender: z.string().max(40).optional(),
  accountId: rowId.optional(),
  source: messageSource,
  exclude: exclusions.optional(),
})
export type MessageInput = z.infer<typeof messageInput>

const sendInput = messageInput.extend({
  sender: z.string().max(40),
  name: z.string().trim().max(120).optional(),
  /** An instant; null or absent means now. */
  scheduledAt: z.date().nullish(),
  timeZone: z.string().max(60).optional(),
  /** Null is at any hour; absent is what the settings say for the API, and at any hour elsewhere. */
  sendWindow: sendWindow.nullish(),
  /** Whoever has not been sent to by then is not sent to any more. */
  notAfter: z.date().nullish(),
  /** Recipients a second; null or absent is as fast as the account allows. */
  ratePerSecond: ratePerSecond.nullish(),
  /** Made by the screen, one for each message as it was shown: whatever is confirmed twice under it is sent once. */
  confirmation: z.uuid().optional(),
  /** Without the seconds in which a message from the dashboard can be called back: a test goes to oneself. */
  atOnce: z.boolean().optional(),
  /** A plan that comes to something else is not made. */
  expected: expected.optional(),
  /** Somebody watches the plan and asks again under the same confirmation: it is not waited for to its end. */
  watched: z.boolean().optional(),
  /** Inside id of the message whose people are sent to again. */
  resendOf: z.bigint().optional(),
})
export type SendInput = z.infer<typeof sendInput>

const count = z.int()

const instant = z.iso.datetime()

/** Recipients per state; `sending` is part of `queued`. */
const stateCounts = z.object(
  Object.fromEntries(recipientStates.map((s) => [s, count])) as Record<
    (typeof recipientStates)[number],
    typeof count
  >,
)
export type StateCounts = z.infer<typeof stateCounts>

const drSummary = z.object(
  Object.fromEntries(recipientStatuses.map((s) => [s, count])) as Record<
    (typeof recipientStatuses)[number],
    typeof count
  >,
)
export type DrSummary = z.infer<typeof drSummary>

/** A message as the API and the screens show it. Amounts in credits, instants in UTC. */
export const messageView = z.object({
  uuid: z.uuid().describe('What it is called in addresses.'),
  name: z.string().nullable().describe('What it is called on the screens.'),
  state: z.enum(messageStates).describe('Where it is, exactly.'),
  status: z.enum(messageStatuses).describe('The same in fewer words: whatever is under way is `pending`.'),
  reason: z.string().nullable().describe('Why it stopped or waits, as a code.'),
  reasonDetails: z.record(z.string(), z.unknown()).nullable().describe('What belongs to the reason.'),
  sender: z.string().nullable().describe('What phones show.'),
  accountId: count.nullable().describe('The provider account that it goes through.'),
  content: z.string().describe('The text, with its placeholders.'),
  total: count.describe('Recipients, those who are left out included; duplicates are not.'),
  duplicates: count.describe('Entries of the list whose number stood there before.'),
  parts: count.describe('Parts of all recipients together.'),
  credits: z.number().describe('What it was priced at.'),
  settled: z.number().describe('What was spent of it so far.'),
  refunded: z.number().describe('What came back so far.'),
  scheduledTime: instant.nullable().describe('The time that was chosen, in UTC; null for at once.'),
  timeZone: z.string().nullable().describe('The zone in which it was chosen.'),
  dueAt: instant.nullable().describe('When it begins to leave.'),
  sendWindow: sendWindow.nullable().describe('The hours in which it may leave; null for at any.'),
  notAfter: instant.nullable().describe('Whoever has not been sent to by then is given up.'),
  ratePerSecond: count
    .nullable()
    .describe('Recipients a second at most; null for as fast as the account allows.'),
  waits: z
    .array(z.object({ zone: z.string(), people: count, until: instant }))
    .describe('Who waits for the hours of their place, earliest first: `people` until `until`.'),
  createdAt: instant.describe('When it was confirmed.'),
  startedAt: instant.nullable().describe('When the first of it left.'),
  finishedAt: instant.nullable().describe('When nobody was queued any more.'),
  createdBy: z.string().describe('The name of whoever sends it.'),
  createdById: count.describe('Their `id`.'),
  counts: stateCounts.describe('Recipients by state; together they are `total`.'),
  sending: count.describe('Of the queued: those whose request may be leaving now.'),
  noReceipt: count.describe('Of the accepted: those for whom no receipt will come any more.'),
})
export type MessageView = z.infer<typeof messageView>

/** One message with the API's totals; `drSummary` is null until the send is complete. */
export const messageDetailView = messageView.extend({
  undoMs: count.describe(
    'Milliseconds before `dueAt` in which it was to be called back as if nothing had been.',
  ),
  drSummary: drSummary.nullable().describe('Recipients by status; null until the send is complete.'),
  resendOf: z.uuid().nullable().describe('The message whose failed this one sends to again.'),
  resends: z
    .array(
      z.object({
        uuid: z.uuid(),
        people: count,
        doubtful: z.boolean().describe('They were in doubt, and had not failed.'),
      }),
    )
    .describe('The messages that sent to people of this one again, oldest first.'),
  planning: z
    .object({ rows: count, bytes: count, totalBytes: count })
    .nullable()
    .describe('While it is being planned: rows dealt with, and bytes read of the list.'),
})
export type MessageDetailView = z.infer<typeof messageDetailView>

export const recipientView = z.object({
  seq: count.describe('Its place in the message, from 1.'),
  msisdn: z.string().describe('Digits with country code, or what was given where that is no number.'),
  status: z.enum(recipientStatuses).describe('What became of it.'),
  state: z.enum([...recipientStates, 'sending']).describe('The same, exactly.'),
  reason: z.string().nullable().describe('Why, as a code.'),
  parts: count.describe('Parts of its text, by which it is priced.'),
  billedParts: count.nullable().describe('Parts as the provider counted them; null where it does not say.'),
  credits: z.number().describe('What it is priced at.'),
  row: count.nullable().describe('Its place in the list that was given, from 1.'),
  reference: z.string().nullable().describe('What the provider calls it.'),
  updatedAt: instant.describe('When its state last changed.'),
})
export type RecipientView = z.infer<typeof recipientView>

/** `nextCursor` continues after the last row (as `after`), `previousCursor` before the first (as `before`); null at the ends. */
export const recipientPage = z.object({
  recipients: z.array(recipientView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
  /** The place of the first row among all, from 1; null where only some are shown. */
  position: count.nullable(),
  summary: z.array(z.object({ status: z.enum(recipientStatuses), count })),
  total: count.optional(),
})
export type RecipientPage = z.infer<typeof recipientPage>

/** Newest first: `nextCursor` goes on to older ones (as `cursor`), `previousCursor` back to newer ones (as `newer`). */
export const messagePage = z.object({
  messages: z.array(messageView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})
export type MessagePage = z.infer<typeof messagePage>
