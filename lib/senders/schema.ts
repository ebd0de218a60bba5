import { z } from 'zod'
import { rowId } from '#lib/shared/row-id.ts'
import { senderStatuses } from './rules.ts'

const status = z.enum(senderStatuses)
const value = z.string().trim().min(1).max(40)

export const newSender = z.object({
  /** The account's name. */
  account: z.string().min(1),
  value,
  approve: z.boolean().default(false),
})
export type NewSender = z.input<typeof newSender>

/** As somebody asks for one. */
export const senderRequest = z.object({
  accountId: rowId,
  value,
  /** What it is for; the admin decides by it, and networks ask for it. */
  purpose: z.string().trim().min(3).max(1000),
  /** Only admins may skip the decision; then everybody may use it. */
  approve: z.boolean().default(false),
})
export type SenderRequest = z.input<typeof senderRequest>

/** As the API lists it. */
export const senderView = z.object({
  name: z.string().describe('What phones show; the `sender` of a message.'),
  status: status.describe('Only those that are `approved` send.'),
  shared: z.boolean().describe('Whether everybody may use it.'),
  accountId: z.int().describe('The provider account that it belongs to.'),
})
export type SenderView = z.infer<typeof senderView>

/** As the composer offers it. */
const senderOption = z.object({
  id: z.int(),
  value: z.string(),
  accountId: z.int(),
  accountName: z.string(),
})
export type SenderOption = z.infer<typeof senderOption>

const person = z.object({ id: z.int(), name: z.string() })

/** A line of the senders' room. */
export const senderRowView = z.object({
  id: z.int(),
  value: z.string(),
  status,
  account: z.object({ id: z.int(), name: z.string(), provider: z.string(), enabled: z.boolean() }),
  /** Who alone may use it; null: everybody. */
  owner: person.nullable(),
  /** Asked for by a person, or listed by the provider. */
  origin: z.enum(['request', 'provider']),
  reason: z.string().nullable(),
  requestedBy: person.nullable(),
  createdAt: z.string(),
})
export type SenderRowView = z.infer<typeof senderRowView>

export const documentView = z.object({
  id: z.int(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  createdAt: z.string(),
})
export type DocumentView = z.infer<typeof documentView>

/** One sender with everything that is known of it. */
export const senderDetailView = senderRowView.extend({
  purpose: z.string().nullable(),
  decidedBy: person.nullable(),
  decidedAt: z.string().nullable(),
  /** Null for those who may not see them. */
  documents: z.array(documentView).nullable(),
  may: z.object({
    approve: z.boolean(),
    reject: z.boolean(),
    share: z.boolean(),
    withdraw: z.boolean(),
    askAgain: z.boolean(),
    addDocuments: z.boolean(),
    /** The provider can be told to let it send. */
    enable: z.boolean(),
  }),
})
export type SenderDetailView = z.infer<typeof senderDetailView>

/** An account for which a sender can be asked. */
export const senderAccountView = z.object({
  id: z.int(),
  name: z.string(),
  provider: z.string(),
  form: z.enum(['integer', 'name', 'e164', 'text']),
  /** The provider lists its senders, so they can be fetched. */
  lists: z.boolean(),
})
export type SenderAccountView = z.infer<typeof senderAccountView>

/** What fetching the provider's list has changed. */
export const syncView = z.object({
  added: z.int(),
  approved: z.int(),
  /** Could send before and may not any more, as the provider says. */
  switchedOff: z.int(),
  /** The provider does not say whether these can send: a person has to approve them. */
  toConfirm: z.int(),
  /** Fetched before and not listed any more. */
  missing: z.array(z.string()),
})
export type SyncView = z.infer<typeof syncView>
