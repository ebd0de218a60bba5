import { connectAccount, openAccount } from '#lib/accounts/open-account.ts'
import { within } from '#lib/accounts/within.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { chooseSender } from '#lib/senders/choose-sender.ts'
import { AppError } from '#lib/shared/errors.ts'
import { countParts } from '#lib/sms/parts.ts'
import type { CountQuestion, ProviderCount } from './schema-compose.ts'

/** A person is waiting: longer than this is no answer, in ms. */
const ASK_MS = 10_000

/**
 * What the provider makes of one person's text, beside our own count; sends nothing and costs nothing. Throws the refusals
 * of `chooseSender`, CONFLICT where the provider offers no count of its own, PROVIDER_UNAVAILABLE and INVALID_SETTINGS.
 */
export async function askProviderCount(
  ctx: Ctx,
  { sender, accountId, text, to }: CountQuestion,
): Promise<ProviderCount> {
  const { value } = await chooseSender(ctx, sender, accountId)
  const account = await openAccount(ctx, accountId)
  if (!account.capabilities.preview) throw new AppError('CONFLICT', { field: 'accountId' })
  const connection = await connectAccount(ctx, account, ASK_MS)
  try {
    const asked = connection.preview?.({ sender: value, text, to: [to] })
    const { parts, credits } = await within(ASK_MS, asked ?? Promise.reject(new AppError('CONFLICT')))
    return { parts, credits, ours: countParts(text, { rule: account.cutting }).parts }
  } finally {
    void connection.close().catch(() => undefined)
  }
}
