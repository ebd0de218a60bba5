import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { reachWithout } from '#lib/sms/reach.ts'
import { openAccount, openSecrets } from './open-account.ts'
import { type AccountDetailView, accountDetailView } from './schema.ts'
import * as store from './store.ts'

/** Everything about an account but its secrets: of those only which are there. Throws NOT_FOUND. */
export async function getAccount(ctx: Ctx, id: number): Promise<AccountDetailView> {
  const row = await store.findAccount(ctx, id)
  if (!row) throw new AppError('NOT_FOUND')
  const account = await openAccount(ctx, id)
  const secrets = await openSecrets(ctx, account).catch(() => ({}))
  const { pollAges, ...can } = capabilitiesView(account.capabilities)
  return accountDetailView.parse({
    ...row,
    settings: account.settings,
    secretsThere: Object.entries(secrets as object).flatMap(([name, value]) => (value ? [name] : [])),
    callbackUrl:
      account.capabilities.receipts.push || account.provider.readCallback ? account.callbackUrl : null,
    capabilities: { ...can, polls: pollAges },
  })
}

function capabilitiesView(can: Awaited<ReturnType<typeof openAccount>>['capabilities']) {
  const { batch, textLimit, encoding, hashedNumbers, refusedCountries, nativeSchedule, receipts, ...rest } =
    can
  const { balance, senderList, senderForm, lookup, preview, defaultRate } = rest
  return {
    ...{
      batchSize: batch.size,
      batchTexts: batch.texts,
      textLimit,
      encoding,
      hashedNumbers,
      reach: reachWithout(refusedCountries),
    },
    ...{
      nativeSchedule,
      push: receipts.push,
      pollAges: receipts.poll !== null,
      replies: can.replies ?? 'none',
    },
    ...{ balance, senderList, senderForm, lookup, preview, defaultRate },
  }
}
