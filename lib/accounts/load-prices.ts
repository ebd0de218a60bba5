import type { Ctx } from '#lib/platform/ctx.ts'
import { type PriceList, priceList } from './rules.ts'
import * as store from './store.ts'

/** The account's prices as they hold now. */
export async function loadPrices(ctx: Ctx, accountId: number): Promise<PriceList> {
  return priceList(await store.findPrices(ctx, accountId))
}
