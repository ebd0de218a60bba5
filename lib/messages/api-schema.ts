import { z } from 'zod'
import type { LongList } from '#lib/http/read-long-body.ts'
import type { ErrorCode } from '#lib/shared/errors.ts'
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

const msisdn = z.union([z.string().max(200), z.number()]).transform(String)

const recipient = z.object({ msisdn, variables: variables.optional() })

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
  .max(20_000)
  .refine((text) => text.length <= API_MAX_CHARACTERS, {
    params: { code: 'CONTENT_TOO_LONG', limit: API_MAX_CHARACTERS, unit: 'characters' },
  })

const shared = {
  content: content.optional(),
  templateId: rowId.optional(),
  variables: variables.default({}),
  msisdns: z.array(msisdn).max(MAX_RECIPIENTS).optional(),
  /** For a text of each person's own. */
  recipients: z.array(recipient).max(MAX_RECIPIENTS).optional(),
  contactGroupId: rowId.optional(),
  /** People who get nothing, wherever else they stand: of groups, and whoever other messages went to. */
  exclude: z
    .object({ contactGroupIds: z.array(rowId).max(100), messages: z.array(z.uuid()).max(20) })
    .partial()
    .optional(),
  accountId: rowId.optional(),
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
  .object({ ...shared, sender: z.string().max(40).optional() })
  .refine(oneOf(texts), problem(texts))
  .refine(oneOf(audiences), problem(audiences))

export const sendBody = z
  .object({
    ...shared,
    sender: z.string().max(40),
    name: z.string().trim().max(120).optional(),
    ...leavingBody,
    dryRun: z.boolean().default(false),
  })
  .refine(oneOf(texts), problem(texts))
  .refine(oneOf(audiences), problem(audiences))
  .transform(withInstant)

export type PreviewBody = z.output<typeof previewBody>
export type SendBody = z.output<typeof sendBody>

export const uuidParams = z.object({ uuid: z.uuid() })
export const recipientParams = z.object({
  uuid: z.uuid(),
  seq: pathId,
})

/** What is decided about those of unknown outcome, all of a message or the one at this place. */
export const assumedSent = z.object({ uuid: z.uuid(), changed: z.int(), left: z.int() })

export const doubtBody = z.object({
  decision: z.enum(['assume_sent', 'send_again']),
  seq: recipientParams.shape.seq.optional(),
})

const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual)

const state = z.enum(messageStates)

export const listQuery = z.object({
  status: z.enum(messageStatuses).optional(),
  /** May be given several times. */
  state: z.union([z.array(state), state.transform((one) => [one])]).optional(),
  /** Part of the name or the text. */
  search: z.string().trim().min(1).max(100).optional(),
  cursor: z.string().optional(),
  newer: z.string().optional(),
  limit: limit(1000, 50),
})

export const recipientsQuery = z.object({
  after: z.string().optional(),
  before: z.string().optional(),
  status: z.enum(recipientStatuses).optional(),
  state: z.enum(recipientStates).optional(),
  group: z.enum(recipientGroups).optional(),
  reason: z.string().max(100).optional(),
  /** Those whose parts the provider counted otherwise than they were priced. */
  billed: z.literal('differing').optional(),
  /** A place in the list, from 1. */
  at: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  /** One person's number, as anybody may write it. */
  number: z.string().trim().min(1).max(200).optional(),
  limit: limit(1000, 100),
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
