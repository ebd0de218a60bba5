import { inTx, type RootCtx, actorIds } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { fromCredits } from './rules.ts'
import type { CreditView } from './schema.ts'
import { getCredit } from './get-credit.ts'
import * as store from './store.ts'

/** Adds credits (a negative amount takes back) and says what can be spent then. */
export function addCredits(root: RootCtx, input: { amount: number; note?: string }): Promise<CreditView> {
  const amount = fromCredits(input.amount)
  if (amount === null || amount === 0) throw new AppError('INVALID_REQUEST', { field: 'amount' })
  return inTx(root, async (ctx) => {
    await store.insertTopUp(ctx, { amount, userId: actorIds(ctx.actor).userId, note: input.note ?? null })
    await recordAudit(ctx, { action: 'credits.add', details: { credits: input.amount } })
    return getCredit(ctx)
  })
}
