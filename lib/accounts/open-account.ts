import type { Ctx } from '#lib/platform/ctx.ts'
import { unseal } from '#lib/platform/encryption.ts'
import type { Capabilities, Connection, Provider } from '#lib/providers/provider.ts'
import { findProvider } from '#lib/providers/registry.ts'
import { AppError } from '#lib/shared/errors.ts'
import { SECRETS_PURPOSE } from './create-account.ts'
import * as store from './store.ts'

/** An account with its adapter: what the planner, the sender and the callbacks work with. */
export type OpenAccount = {
  id: number
  name: string
  enabled: boolean
  defaultCountry: string
  ratePerSecond: number
  maxInFlight: number
  allowPrivateHosts: boolean
  callbackUrl: string
  /** Appended to every text and counted; empty: nothing. */
  optOutLine: string
  cutting: 'characters' | 'graphemes'
  provider: Provider
  settings: unknown
  capabilities: Capabilities
  /** Changes whenever anything changes that an open line depends on. */
  fingerprint: string
}

/** Reads an account and what its provider can do. Throws UNKNOWN_ACCOUNT. */
export async function openAccount(ctx: Ctx, id: number): Promise<OpenAccount> {
  const row = await store.findAccount(ctx, id)
  if (!row) throw new AppError('UNKNOWN_ACCOUNT', { field: 'accountId' })
  return toOpenAccount(ctx, row)
}

/** The account that is used where none is named. Throws UNKNOWN_ACCOUNT when there is none. */
export async function openDefaultAccount(ctx: Ctx): Promise<OpenAccount> {
  const row = await store.findDefaultAccount(ctx)
  if (!row) throw new AppError('UNKNOWN_ACCOUNT', { field: 'accountId' })
  return toOpenAccount(ctx, row)
}

/** The account whose secret callback address was called, or null. */
export async function openAccountByToken(ctx: Ctx, token: string): Promise<OpenAccount | null> {
  const row = await store.findAccountByToken(ctx, token)
  return row ? toOpenAccount(ctx, row) : null
}

/** Opens a line to the provider; `timeoutMs` is how long a request may take. The caller closes it. */
export async function connectAccount(
  ctx: Ctx,
  account: OpenAccount,
  timeoutMs?: number,
): Promise<Connection> {
  const secrets = await openSecrets(ctx, account)
  return account.provider.connect({
    settings: account.settings,
    secrets,
    allowPrivateHosts: account.allowPrivateHosts,
    maxConnections: account.maxInFlight,
    address: ctx.config.rehearsalUrl,
    ...(timeoutMs !== undefined && { timeoutMs }),
    now: ctx.now,
  })
}

/** The account's secrets in plain, for the adapter alone. */
export async function openSecrets(ctx: Ctx, account: OpenAccount): Promise<unknown> {
  const sealed = await store.findSecrets(ctx, account.id)
  if (!sealed) return account.provider.secrets.parse({})
  return account.provider.secrets.parse(JSON.parse(unseal(ctx.config.encryptionKey, SECRETS_PURPOSE, sealed)))
}

function toOpenAccount(ctx: Ctx, row: store.AccountRow): OpenAccount {
  const provider = findProvider(row.provider)
  if (!provider)
    throw new AppError('UNKNOWN_ACCOUNT', { field: 'accountId', params: { provider: row.provider } })
  const settings = provider.settings.parse(row.settings)
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    defaultCountry: row.defaultCountry,
    ratePerSecond: row.ratePerSecond,
    maxInFlight: row.maxInFlight,
    allowPrivateHosts: row.allowPrivateHosts,
    optOutLine: row.optOutLine,
    cutting: row.cutting === 'graphemes' ? 'graphemes' : 'characters',
    callbackUrl: `${ctx.config.publicUrl}/api/callbacks/${row.callbackToken}`,
    provider,
    settings,
    capabilities: provider.capabilities(settings),
    fingerprint: JSON.stringify([
      row.settings,
      row.allowPrivateHosts,
      row.maxInFlight,
      row.updatedAt,
      row.callbackToken,
    ]),
  }
}
