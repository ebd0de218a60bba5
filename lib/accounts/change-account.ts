import { randomBytes } from 'node:crypto'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { seal } from '#lib/platform/encryption.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { ownSettings, parseSettings, SECRETS_PURPOSE } from './create-account.ts'
import { openAccount, openSecrets } from './open-account.ts'
import { type AccountChange, type AccountView, accountChange, accountView, commonSettings } from './schema.ts'
import * as store from './store.ts'

/**
 * Changes an account's name, settings and limits. Of the secrets only those that are given are replaced; the others stay
 * sealed as they are. Throws UNKNOWN_ACCOUNT, ALREADY_EXISTS at `name`, INVALID_SETTINGS at `settings.…` or `secrets.…`.
 */
export function changeAccount(root: RootCtx, input: AccountChange): Promise<AccountView> {
  return inTx(root, async (ctx) => {
    const change = accountChange.parse(input)
    const account = await openAccount(ctx, change.accountId)
    const { provider } = account
    const common = parseSettings(commonSettings, change.settings, 'settings')
    const settings = parseSettings(provider.settings, ownSettings(change.settings), 'settings')
    const replaced = Object.keys(change.secrets)
    const sealed =
      replaced.length === 0
        ? undefined
        : await resealed(ctx, { account, schema: provider.secrets, given: change.secrets })
    const row = await store.updateAccount(ctx, account.id, {
      name: change.name,
      settings: settings as object,
      allowPrivateHosts: common.allowPrivateHosts,
      defaultCountry: common.defaultCountry,
      ratePerSecond: common.ratePerSecond ?? provider.capabilities(settings).defaultRate,
      maxInFlight: common.maxInFlight,
      balanceWarnBelow: change.balanceWarnBelow,
      ...(sealed && { secrets: sealed }),
      ...store.opened,
    })
    await recordAudit(ctx, {
      action: 'account.change',
      target: `account:${row.id}`,
      // Names only: a setting may be an address, a secret must never be seen.
      details: { secretsReplaced: replaced },
    })
    return accountView.parse(row)
  })
}

type Sealing = {
  account: Awaited<ReturnType<typeof openAccount>>
  schema: Parameters<typeof parseSettings>[0]
  given: Record<string, unknown>
}

async function resealed(ctx: Ctx, { account, schema, given }: Sealing): Promise<string> {
  // What was sealed may not fit any more, for example after an update: then all of it has to be given again.
  const before = await openSecrets(ctx, account).catch(() => ({}))
  const secrets = parseSettings(schema, { ...(before as object), ...given }, 'secrets')
  return seal(ctx.config.encryptionKey, SECRETS_PURPOSE, JSON.stringify(secrets))
}

/** Switches an account on or off. What is off sends nothing and is offered to nobody. Throws UNKNOWN_ACCOUNT. */
export const switchAccount = (
  root: RootCtx,
  { accountId, enabled }: { accountId: number; enabled: boolean },
): Promise<AccountView> =>
  change(
    root,
    accountId,
    { enabled, ...(enabled && store.opened) },
    enabled ? 'account.enable' : 'account.disable',
  )

/**
 * Lets an account send again that was stopped because it failed. Messages that stopped with it are resumed by whoever looks
 * after them. Throws UNKNOWN_ACCOUNT.
 */
export const reopenAccount = (root: RootCtx, accountId: number): Promise<AccountView> =>
  change(root, accountId, store.opened, 'account.reopen')

/** The account that is used where none is named. Throws UNKNOWN_ACCOUNT. */
export const makeDefaultAccount = (root: RootCtx, accountId: number): Promise<AccountView> =>
  change(root, accountId, { isDefault: true }, 'account.default')

/** Gives the account a new secret callback address; what is pushed to the former one is refused. Throws UNKNOWN_ACCOUNT. */
export const rotateCallback = (root: RootCtx, accountId: number): Promise<AccountView> =>
  change(root, accountId, { callbackToken: newCallbackToken() }, 'account.rotate-callback')

/** The unguessable part of a callback address: 192 random bits. */
const newCallbackToken = (): string => randomBytes(24).toString('base64url')

function change(
  root: RootCtx,
  accountId: number,
  data: Parameters<typeof store.updateAccount>[2],
  action: string,
): Promise<AccountView> {
  return inTx(root, async (ctx) => {
    if (!(await store.findAccount(ctx, accountId)))
      throw new AppError('UNKNOWN_ACCOUNT', { field: 'accountId' })
    const row = await store.updateAccount(ctx, accountId, data)
    await recordAudit(ctx, { action, target: `account:${accountId}` })
    return accountView.parse(row)
  })
}
