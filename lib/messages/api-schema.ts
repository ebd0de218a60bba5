import { z } from 'zod'
import { messageStates, messageStatuses, recipientStates, recipientStatuses } from './rules.ts'
import { recipientGroups } from './rules-recipients.ts'
import {
  type AudienceSource,
  type MessageDetailView,
  type MessageInput,
  type SendInput,
  variables,
} from './schema.ts'

/** The public API's bodies and queries, and how they become what the use cases take. */

const msisdn = z.union([z.string().max(200), z.number()]).transform(String)

const audience = {
  content: z.string().max(20_000),
  variables: variables.default({}),
  msisdns: z.array(msisdn).max(2_000_000).optional(),
  recipients: z
    .array(z.object({ msisdn, variables: variables.optional() }))
    .max(2_000_000)
    .optional(),
  accountId: z.int().optional(),
}

const oneAudience = (body: { msisdns?: unknown; recipients?: unknown }) =>
  (body.msisdns === undefined) !== (body.recipients === undefined)

const audienceProblem = { path: ['msisdns'], message: 'give either msisdns or recipients' }

export const previewBody = z
  .object({ ...audience, sender: z.string().max(40).optional() })
  .refine(oneAudience, audienceProblem)

export const sendBody = z
  .object({
    ...audience,
    sender: z.string().max(40),
    name: z.string().trim().max(120).optional(),
    /** ISO 8601 with its offset, so that nobody has to guess whose clock is meant. */
    scheduledTime: z.iso.datetime({ offset: true }).nullish(),
    timeZone: z.string().max(60).optional(),
    dryRun: z.boolean().default(false),
  })
  .refine(oneAudience, audienceProblem)

export type PreviewBody = z.output<typeof previewBody>
export type SendBody = z.output<typeof sendBody>

export const uuidParams = z.object({ uuid: z.uuid() })
export const recipientParams = z.object({
  uuid: z.uuid(),
  seq: z.coerce.number().int().min(1).max(2_147_483_647),
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
  limit: limit(200, 50),
})

export const recipientsQuery = z.object({
  after: z.string().optional(),
  before: z.string().optional(),
  status: z.enum(recipientStatuses).optional(),
  state: z.enum(recipientStates).optional(),
  group: z.enum(recipientGroups).optional(),
  reason: z.string().max(100).optional(),
  /** One person's number, as anybody may write it. */
  number: z.string().trim().min(1).max(200).optional(),
  limit: limit(1000, 100),
})

/** What a preview or a dry run needs of a body. */
export const toMessageInput = (body: PreviewBody | SendBody): MessageInput => ({
  content: body.content,
  variables: body.variables,
  sender: body.sender,
  accountId: body.accountId,
  source: toSource(body),
})

export const toSendInput = (body: SendBody): SendInput => ({
  ...toMessageInput(body),
  sender: body.sender,
  name: body.name,
  scheduledAt: body.scheduledTime ? new Date(body.scheduledTime) : null,
  timeZone: body.timeZone,
})

/** What whoever sends something is told. */
export const toSendAnswer = (message: MessageDetailView) => {
  const { uuid, status, state, total, parts, credits, scheduledTime } = message
  return { uuid, status, state, total, parts, credits, scheduledTime }
}

const toSource = (body: PreviewBody | SendBody): AudienceSource => ({
  kind: 'list',
  recipients: body.recipients ?? (body.msisdns ?? []).map((number) => ({ msisdn: number })),
})
