import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type OpenAccount, openAccount } from './open-account.ts'
import * as store from './store.ts'

/** The account of this name. Throws UNKNOWN_ACCOUNT. */
export async function openAccountNamed(ctx: Ctx, name: string): Promise<OpenAccount> {
  const row = await store.findAccountByName(ctx, name)
  if (!row) throw new AppError('UNKNOWN_ACCOUNT', { field: 'account' })
  return openAccount(ctx, row.id)
}
