import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { findOwnMessage } from './get-message.ts'
import { countGroups } from './rules-recipients.ts'
import { type BillingView, billingView } from './schema-billing.ts'
import * as store from './store-billing.ts'

/** Differing rows that are summed at most. Where more differ, that is said: it is not a matter of single rows then. */
const MOST = 100_000

/**
 * What the provider counted against what was said, and how it went country by country. We charge what was said; the
 * difference is what the provider's own bill will be more or less. Throws NOT_FOUND and FORBIDDEN.
 */
export async function compareBilling(ctx: Ctx, uuid: string): Promise<BillingView> {
  const message = await findOwnMessage(ctx, uuid)
  const [differing, told, countries] = await Promise.all([
    store.sumDiffering(ctx, message.id, MOST),
    store.tellsParts(ctx, message.id),
    store.sumByCountry(ctx, message.id),
  ])
  return billingView.parse({
    told: told || differing.rows > 0,
    rows: differing.rows,
    all: differing.rows < MOST,
    more: differing.more,
    less: differing.less,
    credits: toCredits(Math.round(differing.amount)),
    countries: countries
      .map(toCountry)
      .sort((a, b) => b.people - a.people || (a.country ?? '').localeCompare(b.country ?? '')),
  })
}

function toCountry({ country, settled, no_receipt, ...counts }: store.CountrySums) {
  const { delivered, not_reached, on_the_way, doubtful, left_out } = countGroups({
    counts,
    noReceipt: no_receipt,
  })
  return {
    ...{ country, delivered, doubtful },
    people: delivered + not_reached + on_the_way + doubtful + left_out,
    notReached: not_reached,
    onTheWay: on_the_way,
    leftOut: left_out,
    spent: toCredits(settled),
  }
}
