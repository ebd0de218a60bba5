import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { seal } from '#lib/platform/encryption.ts'
import { findProvider } from '#lib/providers/registry.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { type AccountView, accountView, commonSettings, type NewAccount, newAccount } from './schema.ts'
import * as store from './store.ts'

/** What a part costs in a fresh installation: one credit everywhere, in thousandths. */
const FRESH_PRICE = { prefix: '', perPart: 1000 }

/** Adds an account: checks its settings and secrets against the provider's own schemas and seals the secrets. */
export const createAccount = (root: RootCtx, input: NewAccount): Promise<AccountView> =>
  inTx(root, (ctx) => createAccountIn(ctx, input))

/** The same inside a transaction of the caller. */
export async function createAccountIn(ctx: Ctx, input: NewAccount): Promise<AccountView> {
  const account = newAccount.parse(input)
  const provider = findProvider(account.provider)
  if (!provider)
    throw new AppError('INVALID_SETTINGS', { field: 'provider', params: { problem: 'unknown provider' } })
  const common = parseSettings(commonSettings, account.settings, 'settings')
  const settings = parseSettings(provider.settings, ownSettings(account.settings), 'settings')
  const secrets = parseSettings(provider.secrets, account.secrets, 'secrets')
  const row = await store.insertAccount(ctx, {
    name: account.name,
    provider: provider.name,
    settings: settings as object,
    secrets: seal(ctx.config.encryptionKey, SECRETS_PURPOSE, JSON.stringify(secrets)),
    isDefault: account.isDefault,
    allowPrivateHosts: common.allowPrivateHosts,
    defaultCountry: common.defaultCountry,
    ratePerSecond: common.ratePerSecond ?? provider.capabilities(settings).defaultRate,
    maxInFlight: common.maxInFlight,
    callbackToken: randomBytes(24).toString('base64url'),
  })
  await store.insertPrice(ctx, row.id, FRESH_PRICE)
  await recordAudit(ctx, {
    action: 'account.create',
    target: `account:${row.id}`,
    details: { provider: provider.name },
  })
  return accountView.parse(row)
}

/** Sealed values carry this, so that they open as an account's secrets and as nothing else. */
export const SECRETS_PURPOSE = 'account.secrets'

/** Of the settings of an account those that are its provider's. */
export const ownSettings = (settings: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in commonSettings.shape)))

/** Throws INVALID_SETTINGS at the first setting that does not fit. */
export function parseSettings<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('INVALID_SETTINGS', {
    field: [field, ...(issue?.path ?? [])].join('.'),
    params: { setting: issue?.path.join('.') || 'none', problem: issue?.message ?? '' },
  })
}
