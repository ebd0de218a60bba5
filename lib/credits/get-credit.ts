import type { Ctx } from '#lib/platform/ctx.ts'
import { toCredits } from './rules.ts'
import type { CreditView } from './schema.ts'
import * as store from './store.ts'

/** What can be spent and what is held, in credits. */
export async function getCredit(ctx: Ctx): Promise<CreditView> {
  const books = await store.readBooks(ctx)
  return { balance: toCredits(books.available), held: toCredits(books.held) }
}
