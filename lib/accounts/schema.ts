import { z } from 'zod'
import { rowId } from '#lib/shared/row-id.ts'

/** What every account has beside its provider's own settings. */
export const commonSettings = z.object({
  allowPrivateHosts: z.boolean().default(false),
  ratePerSecond: z.int().min(1).max(100_000).optional(),
  maxInFlight: z.int().min(1).max(100_000).default(200),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, such as KE')
    .default('TH'),
})

/** A new account as the form, the command line and first-run set-up give it. */
export const newAccount = z.object({
  provider: z.string().min(1),
  name: z.string().trim().min(1).max(60),
  /** The common settings and the provider's own in one object. */
  settings: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.unknown()).default({}),
  isDefault: z.boolean().default(false),
})
export type NewAccount = z.input<typeof newAccount>

export const accountView = z.object({
  id: z.int(),
  name: z.string(),
  provider: z.string(),
  enabled: z.boolean(),
  isDefault: z.boolean(),
  defaultCountry: z.string(),
  ratePerSecond: z.int(),
  maxInFlight: z.int(),
})
export type AccountView = z.infer<typeof accountView>

/** A change of an account: its settings as a whole, its secrets only where they are replaced. */
export const accountChange = newAccount.omit({ provider: true, isDefault: true }).extend({
  accountId: rowId,
  /** In the provider's own unit; null for no warning. */
  balanceWarnBelow: z.number().min(0).nullable().default(null),
})
export type AccountChange = z.input<typeof accountChange>

const capabilitiesView = z.object({
  batchSize: z.int(),
  batchTexts: z.enum(['one', 'many']),
  textLimit: z.object({ characters: z.int().nullable(), parts: z.int().nullable() }),
  encoding: z.enum(['any', 'gsm']),
  hashedNumbers: z.boolean(),
  /** Where it sends: to these countries alone, or to all but these. */
  reach: z.object({ only: z.boolean(), countries: z.array(z.string()) }),
  nativeSchedule: z.enum(['none', 'send', 'send-and-cancel']),
  push: z.boolean(),
  polls: z.boolean(),
  replies: z.enum(['none', 'with-id', 'without-id']),
  balance: z.boolean(),
  senderList: z.boolean(),
  senderForm: z.enum(['integer', 'name', 'e164', 'text']),
  lookup: z.boolean(),
  preview: z.boolean(),
  defaultRate: z.int(),
})
export type CapabilitiesView = z.infer<typeof capabilitiesView>

/** One account as its page shows it. Of its secrets only the names of those that are there. */
export const accountDetailView = accountView.extend({
  allowPrivateHosts: z.boolean(),
  balanceWarnBelow: z.number().nullable(),
  settings: z.record(z.string(), z.unknown()),
  secretsThere: z.array(z.string()),
  /** Null where the provider pushes nothing. */
  callbackUrl: z.string().nullable(),
  capabilities: capabilitiesView,
})
export type AccountDetailView = z.infer<typeof accountDetailView>

export const priceView = z.object({
  id: z.int(),
  /** Leading digits; empty is everywhere that no other price covers. */
  prefix: z.string(),
  credits: z.number(),
  validFrom: z.string(),
  state: z.enum(['holds', 'coming', 'past']),
})
export type PriceView = z.infer<typeof priceView>

/** A provider as people choose it. */
export type ProviderView = { name: string; title: string; about: string }

/** What a test of an account showed: how long it took, in ms, and how many requests its provider allows, if it says so. */
export type TestedAccount = {
  ms: number
  allowance: { requestsPerMinute: number | null; requestsLeft: number | null } | null
}
