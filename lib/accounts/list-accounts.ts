import type { Ctx } from '#lib/platform/ctx.ts'
import { type AccountView, accountView } from './schema.ts'
import * as store from './store.ts'

/** All accounts, without anything secret. */
export const listAccounts = async (ctx: Ctx): Promise<AccountView[]> =>
  (await store.findAccounts(ctx)).map((row) => accountView.parse(row))
