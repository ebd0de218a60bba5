import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { getCredit } from './get-credit.ts'
import { fromCredits } from './rules.ts'
import type { CreditView, TopUp } from './schema.ts'
import * as store from './store.ts'

/** Adds credits (a negative amount takes back) and says what can be spent then. */
export const addCredits = (root: RootCtx, input: TopUp): Promise<CreditView> =>
  inTx(root, (ctx) => addCreditsIn(ctx, input))

/** The same inside a transaction of the caller. */
export async function addCreditsIn(ctx: Ctx, input: TopUp): Promise<CreditView> {
  const amount = fromCredits(input.amount)
  if (amount === null || amount === 0) {
    throw new AppError('INVALID_REQUEST', { field: 'amount', params: { problem: 'credits' } })
  }
  await store.insertTopUp(ctx, { amount, userId: actorIds(ctx.actor).userId, note: input.note || null })
  await recordAudit(ctx, { action: 'credits.add', details: { credits: input.amount } })
  return getCredit(ctx)
}
