import { z } from 'zod'

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
