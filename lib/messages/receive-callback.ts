import { openAccountByToken, openSecrets } from '#lib/accounts/open-account.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { CallbackRequest } from '#lib/providers/provider.ts'
import { AppError } from '#lib/shared/errors.ts'
import { insertReceipts } from './store-receipts.ts'

/**
 * Takes what a provider pushed to an account's secret address: receipts go to the inbox and are applied by a worker.
 * Returns what the provider wants to hear. Throws NOT_FOUND for an address that is nobody's.
 */
export async function receiveCallback(
  root: RootCtx,
  token: string,
  request: CallbackRequest,
): Promise<string> {
  const account = await openAccountByToken(root, token)
  if (!account?.provider.readCallback) throw new AppError('NOT_FOUND')
  const secrets = await openSecrets(root, account)
  const content = account.provider.readCallback(request, { settings: account.settings, secrets })
  await insertReceipts(root.pool, account.id, content.receipts)
  return content.answer ?? ''
}
