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
  /** A plan that comes to something else is not made. */
  expected: expected.optional(),
  /** Somebody watches the plan and asks again under the same confirmation: it is not waited for to its end. */
  watched: z.boolean().optional(),
  /** Inside id of the message whose people are sent to again. */
  resendOf: z.bigint().optional(),
})
export type SendInput = z.infer<typeof sendInput>

const count = z.int()

/** What a message would cost and who is left out. Amounts in credits. */
export const previewView = z.object({
  total: count,
  valid: count,
  invalid: count,
  duplicates: count,
  /** Left out because they are on an excluded list. */
  excluded: count,
  blocked: count,
  encoding: z.enum(['gsm', 'ucs2']),
  /** Parts of all recipients together. */
  parts: count,
  credits: z.number(),
  partsEach: count,
  reasons: z.record(z.string(), count),
  countries: z.record(z.string(), z.object({ recipients: count, parts: count, credits: z.number() })),
  /** The clocks of these countries, from which follows who waits until when. */
  clocks: z.record(z.string(), z.object({ zone: z.string(), behind: count, ahead: count })),
  /** By country and what a part costs there, dearest first. */
  routes: z.array(
    z.object({
      country: z.string(),
      perPart: z.number(),
      recipients: count,
      parts: count,
      credits: z.number(),
    }),
  ),
  examples: z.array(z.object({ rowNo: count, raw: z.string(), reason: z.string() })),
  dearest: z.array(z.object({ rowNo: count, msisdn: z.string(), parts: count, credits: z.number() })),
  /** What personalisation costs; null where everybody gets the same text. */
  advice: z
    .object({
      tipped: count,
      extraParts: count,
      causes: z.array(
        z.object({
          name: z.string(),
          reason: z.enum(['encoding', 'length']),
          recipients: count,
          extraParts: count,
        }),
      ),
      /** Taking so many characters out of the text saves these recipients a part each; in credits. */
      shorten: z.object({ characters: count, recipients: count, saved: z.number() }).nullable(),
    })
    .nullable(),
})
export type PreviewView = z.infer<typeof previewView>

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
  uuid: z.uuid(),
  name: z.string().nullable(),
  state: z.enum(messageStates),
  status: z.enum(messageStatuses),
  reason: z.string().nullable(),
  reasonDetails: z.record(z.string(), z.unknown()).nullable(),
  sender: z.string().nullable(),
  accountId: count.nullable(),
  content: z.string(),
  total: count,
  duplicates: count,
  parts: count,
  /** What it was priced at, what was spent of it, and what came back. */
  credits: z.number(),
  settled: z.number(),
  refunded: z.number(),
  scheduledTime: instant.nullable(),
  timeZone: z.string().nullable(),
  dueAt: instant.nullable(),
  sendWindow: sendWindow.nullable(),
  notAfter: instant.nullable(),
  ratePerSecond: count.nullable(),
  /** Who waits for the hours of their place, earliest first: `people` until `until` on the clocks of `zone`. */
  waits: z.array(z.object({ zone: z.string(), people: count, until: instant })),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  createdBy: z.string(),
  createdById: count,
  counts: stateCounts,
  /** Of the queued: those whose request may be leaving now. */
  sending: count,
  /** Of the accepted: those for whom no receipt will come any more. */
  noReceipt: count,
})
export type MessageView = z.infer<typeof messageView>

/** One message with the API's totals; `drSummary` is null until the send is complete. */
export const messageDetailView = messageView.extend({
  drSummary: drSummary.nullable(),
  /** The message whose failed this one sends to again. */
  resendOf: z.uuid().nullable(),
  /** The messages that sent to the failed of this one again, oldest first. */
  resends: z.array(z.object({ uuid: z.uuid(), people: count })),
  /** While it is being planned: rows dealt with, and bytes of the list that are read, where there is a file of it. */
  planning: z.object({ rows: count, bytes: count, totalBytes: count }).nullable(),
})
export type MessageDetailView = z.infer<typeof messageDetailView>

export const recipientView = z.object({
  /** Its place in the message, from 1; what cursors count in. */
  seq: count,
  msisdn: z.string(),
  status: z.enum(recipientStatuses),
  state: z.enum([...recipientStates, 'sending']),
  reason: z.string().nullable(),
  parts: count,
  /** As the provider counted them; null where it does not say. */
  billedParts: count.nullable(),
  credits: z.number(),
  row: count.nullable(),
  reference: z.string().nullable(),
  updatedAt: instant,
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
