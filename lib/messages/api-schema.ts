import { z } from 'zod'
import type { LongList } from '#lib/http/read-long-body.ts'
import { AppError, type ErrorCode } from '#lib/shared/errors.ts'
import { pageLimit } from '#lib/shared/paging.ts'
import { pathId, rowId } from '#lib/shared/row-id.ts'
import type { KeptEntry } from './read-source.ts'
import {
  API_MAX_CHARACTERS,
  messageStates,
  messageStatuses,
  PLAN_IN_REQUEST,
  recipientStates,
  recipientStatuses,
} from './rules.ts'
import { recipientGroups } from './rules-recipients.ts'
import {
  type AudienceSource,
  type MessageDetailView,
  type MessageInput,
  messageView,
  type SendInput,
  variables,
} from './schema.ts'
import { leavingBody, withInstant } from './schema-schedule.ts'

/** The public API's bodies and queries, and how they become what the use cases take. */

const MAX_RECIPIENTS = 2_000_000

/** Left out or null, which some clients send for what they have no value for. */
const maybe = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)

const msisdn = z.union([z.string().max(200), z.int().min(0)]).transform(String)

const recipient = z.object({
  msisdn: msisdn.describe('The number, as in `msisdns`.'),
  variables: maybe(variables).describe('Values for this person, before those of the whole message.'),
})

/** The two lists of people, which may be longer than memory is wide. */
export const longAudience = {
  shortUpTo: PLAN_IN_REQUEST,
  mostEntries: MAX_RECIPIENTS,
  lists: {
    msisdns: { entry: msisdn, keep: (number: string): KeptEntry => number },
    recipients: {
      entry: recipient,
      keep: (one: z.output<typeof recipient>): KeptEntry =>
        one.variables ? [one.msisdn, one.variables] : one.msisdn,
    },
  },
}

/** The limit is the contract's; what the account takes may be less. */
const content = z
  .string()
  .refine((text) => text.length <= API_MAX_CHARACTERS, {
    params: { code: 'CONTENT_TOO_LONG', limit: API_MAX_CHARACTERS, unit: 'characters' },
  })
  .meta({ maxLength: API_MAX_CHARACTERS })

const exclude = z
  .object({
    contactGroupIds: z.array(rowId).max(100).describe('Ids of groups.'),
    messages: z.array(z.uuid()).max(20).describe('The `uuid`s of messages: whoever they went or go to.'),
  })
  .partial()

const shared = {
  content: maybe(content).describe(
    'The text, at most 1,000 characters, with `{{placeholders}}` if you like. Either this or `templateId`.',
  ),
  templateId: maybe(rowId).describe('The `id` of a template whose text is sent.'),
  variables: variables
    .nullish()
    .transform((values) => values ?? {})
    .describe(
      'Values for the placeholders, by name: `{"name": "Toon"}` fills `{{name}}`. Numbers and booleans are written out.',
    ),
  msisdns: maybe(z.array(msisdn).max(MAX_RECIPIENTS)).describe(
    'The numbers, at most 2,000,000: with country code (`66812345678`, `+66 81 234 5678`), or as they are dialled in the account’s country (`0812345678`). One of `msisdns`, `recipients` and `contactGroupId`.',
  ),
  recipients: maybe(z.array(recipient).max(MAX_RECIPIENTS)).describe(
    'Instead of `msisdns`, for a text of each person’s own; at most 2,000,000.',
  ),
  contactGroupId: maybe(rowId).describe('The `id` of a group of contacts, instead of numbers.'),
  exclude: maybe(exclude).describe('People who get nothing, wherever else they stand.'),
  accountId: maybe(rowId).describe(
    'The `id` of the provider account that sends. Needed only where two accounts have this sender.',
  ),
}

const audiences = ['msisdns', 'recipients', 'contactGroupId'] as const
const texts = ['content', 'templateId'] as const

/** Exactly one of several fields. */
const oneOf =
  (names: readonly string[]) =>
  (body: object): boolean =>
    names.filter((name) => (body as Record<string, unknown>)[name] !== undefined).length === 1

const problem = (names: readonly string[]) => ({
  path: [names[0] as string],
  params: { problem: 'oneOf', options: names.join(', ') },
})

export const previewBody = z
  .object({
    ...shared,
    sender: maybe(z.string().max(40)).describe(
      'The `name` of a sender, whose account makes the price; without it the usual account does.',
    ),
  })
  .refine(oneOf(texts), problem(texts))
  .refine(oneOf(audiences), problem(audiences))

export const sendBody = z
  .object({
    sender: z.string().max(40).describe('The `name` of a sender whose `status` is `approved`.'),
    ...shared,
    name: maybe(z.string().trim().max(120)).describe(
      'What the message is called on the screens; nobody gets to see it on a phone.',
    ),
    ...leavingBody,
    dryRun: z
      .boolean()
      .nullish()
      .transform((dry) => dry ?? false)
      .describe('`true` answers as the preview does: nothing is held or sent.'),
  })
  .refine(oneOf(texts), problem(texts))
  .refine(oneOf(audiences), problem(audiences))
  .transform(withInstant)

/** What is wrong with the people of a message, said about the field that they were given in. */
export function aboutPeople(error: unknown, body: SendBody): unknown {
  const given = audiences.find((name) => body[name] !== undefined)
  if (!(error instanceof AppError) || error.field !== 'recipients' || !given) return error
  return new AppError(error.code, { field: given, params: error.params })
}

export type PreviewBody = z.output<typeof previewBody>
export type SendBody = z.output<typeof sendBody>

export const uuidParams = z.object({ uuid: z.uuid().describe('The `uuid` that sending answered.') })
export const recipientParams = uuidParams.extend({
  seq: pathId.describe('The place of the recipient in the message, from 1.'),
})

/** What is decided about those of unknown outcome, all of a message or the one at this place. */
export const assumedSent = z.object({ uuid: z.uuid(), changed: z.int(), left: z.int() })

export const doubtBody = z.object({
  decision: z
    .enum(['assume_sent', 'send_again'])
    .describe('`assume_sent` counts them as accepted, `send_again` makes a new message to them.'),
  seq: rowId.optional().describe('The place of one recipient, from 1; without it all are meant.'),
})

const state = z.enum(messageStates)

export const listQuery = z.object({
  status: z.enum(messageStatuses).optional().describe('Only messages of this status.'),
  state: z
    .union([z.array(state), state.transform((one) => [one])])
    .optional()
    .describe('Only messages of this state; may be given several times.'),
  search: z.string().trim().min(1).max(100).optional().describe('Part of the name or of the text.'),
  cursor: z.string().optional().describe('The `nextCursor` of the page before, for older messages.'),
  newer: z.string().optional().describe('The `previousCursor` of a page, for newer messages.'),
  limit: pageLimit(1000, 50),
})

export const recipientsQuery = z.object({
  after: z.string().optional().describe('0 for the first page, then the `nextCursor` of the page before.'),
  before: z.string().optional().describe('The `previousCursor` of a page, to go back.'),
  status: z.enum(recipientStatuses).optional().describe('Only recipients of this status.'),
  state: z.enum(recipientStates).optional().describe('Only recipients of this state, which says more.'),
  group: z.enum(recipientGroups).optional().describe('Only recipients of these states together.'),
  reason: z.string().max(100).optional().describe('Only recipients with this reason.'),
  billed: z
    .literal('differing')
    .optional()
    .describe('Only those whose parts the provider counted otherwise than they were priced.'),
  at: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('A place in the list, from 1.'),
  number: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('One person’s number, however it is written.'),
  limit: pageLimit(1000, 100),
})

/** What a preview or a dry run needs of a body. */
export const toMessageInput = (body: PreviewBody | SendBody, long: LongList | null): MessageInput => ({
  content: body.content,
  templateId: body.templateId,
  variables: body.variables,
  sender: body.sender,
  accountId: body.accountId,
  source: long ? { kind: 'blob', blobId: long.blobId, size: long.size } : toSource(body),
  exclude: toExclusions(body),
})

export const toSendInput = (body: SendBody, long: LongList | null): SendInput => ({
  ...toMessageInput(body, long),
  sender: body.sender,
  name: body.name,
  scheduledAt: body.scheduledAt,
  timeZone: body.timeZone,
  sendWindow: body.sendWindow,
  notAfter: body.notAfter ? new Date(body.notAfter) : null,
  ratePerSecond: body.ratePerSecond,
})

/** What whoever sends something is told. */
export const sendAnswer = messageView.pick({
  uuid: true,
  status: true,
  state: true,
  total: true,
  parts: true,
  credits: true,
  scheduledTime: true,
})

export const cancelAnswer = z.object({ uuid: z.uuid(), status: z.literal('cancelled'), refunded: z.number() })

/** Why a message cannot be priced, or cannot be sent. */
export const previewRefusals = [
  'EMPTY_CONTENT',
  'CONTENT_TOO_LONG',
  'CONTENT_NOT_SUPPORTED',
  'UNKNOWN_SENDER',
  'SENDER_NOT_APPROVED',
  'AMBIGUOUS_SENDER',
  'UNKNOWN_ACCOUNT',
  'UNKNOWN_TEMPLATE',
  'UNKNOWN_GROUP',
] as const satisfies ErrorCode[]

export const sendRefusals = [
  ...previewRefusals,
  'MISSING_VARIABLES',
  'NO_VALID_NUMBERS',
  'NO_PRICE',
  'INVALID_SCHEDULE',
  'INSUFFICIENT_CREDITS',
  'CONFLICT',
] as const satisfies ErrorCode[]

export const toSendAnswer = (message: MessageDetailView): z.infer<typeof sendAnswer> => {
  const { uuid, status, state, total, parts, credits, scheduledTime } = message
  return { uuid, status, state, total, parts, credits, scheduledTime }
}

function toSource({ contactGroupId, recipients, msisdns = [] }: PreviewBody | SendBody): AudienceSource {
  if (contactGroupId !== undefined) return { kind: 'groups', groupIds: [contactGroupId] }
  return { kind: 'list', recipients: recipients ?? msisdns.map((number) => ({ msisdn: number })) }
}

function toExclusions({ exclude = {} }: PreviewBody | SendBody): AudienceSource[] {
  const { contactGroupIds = [], messages = [] } = exclude
  return [
    ...(contactGroupIds.length > 0 ? [{ kind: 'groups' as const, groupIds: contactGroupIds }] : []),
    ...messages.map((uuid) => ({ kind: 'message' as const, uuid })),
  ]
}
