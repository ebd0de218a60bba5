import { z } from 'zod'

const instant = z.iso.datetime()

/** What is known of the balance of one account at its provider. */
export const balanceView = z.object({
  accountId: z.int(),
  name: z.string(),
  provider: z.string(),
  /** The provider can be asked; without that there is no number, not 0. */
  offered: z.boolean(),
  /** Nobody’s phone rings through it. */
  silent: z.boolean(),
  /** What it said last, in its own unit. */
  last: z.object({ value: z.number(), unit: z.string(), at: instant }).nullable(),
  /** Why the newest question was not answered; `last` is older then. */
  problem: z.object({ code: z.string(), at: instant }).nullable(),
  warnBelow: z.number().nullable(),
  low: z.boolean(),
  /** At the pace of the last days; null when nobody can say. */
  daysLeft: z.number().nullable(),
  /** The last days, oldest first, thinned out. */
  trend: z.array(z.object({ at: instant, value: z.number() })),
})
export type BalanceView = z.infer<typeof balanceView>

export const balancesView = z.object({ balances: z.array(balanceView) })
export type BalancesView = z.infer<typeof balancesView>
