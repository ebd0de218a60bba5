import { openAccountByToken, openSecrets } from '#lib/accounts/open-account.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { CallbackRequest, Reply } from '#lib/providers/provider.ts'
import { AppError } from '#lib/shared/errors.ts'
import { insertReceipts } from './store-receipts.ts'

/** What a callback brought beside receipts. */
type Received = {
  account: { id: number; defaultCountry: string }
  replies: Reply[]
  /** What the provider wants to hear. */
  answer: string
}

/**
 * Takes what a provider pushed to an account's secret address: receipts go to their inbox and are applied by a worker,
 * replies are handed back to whoever keeps them. Throws NOT_FOUND for an address that is nobody's.
 */
export async function receiveCallback(
  root: RootCtx,
  token: string,
  request: CallbackRequest,
): Promise<Received> {
  const account = await openAccountByToken(root, token)
  if (!account?.provider.readCallback) throw new AppError('NOT_FOUND')
  const secrets = await openSecrets(root, account)
  const content = account.provider.readCallback(request, { settings: account.settings, secrets })
  await insertReceipts(root.pool, account.id, content.receipts)
  return { account, replies: content.replies, answer: content.answer ?? '' }
}
