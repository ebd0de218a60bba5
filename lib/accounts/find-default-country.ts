import type { Ctx } from '#lib/platform/ctx.ts'
import * as store from './store.ts'

/** The country in which numbers without a country code are read where no account is named: the default account's. */
export const findDefaultCountry = async (ctx: Ctx): Promise<string> =>
  (await store.findDefaultAccount(ctx))?.defaultCountry ?? 'TH'
