import { z } from 'zod'

const count = z.int()

/** What a message cost against what was said, and where it went. Amounts in credits. */
export const billingView = z.object({
  /** Whether the provider says at all how many parts it counted. */
  told: z.boolean(),
  /** People for whom it counted otherwise; `all` says whether these are all of them. */
  rows: count,
  all: z.boolean(),
  /** Parts that it counted beyond what was said, and those that it did not count. */
  more: count,
  less: count,
  /** What the difference is at our prices; negative where it counted less. */
  credits: z.number(),
  /** Most people first; `country` is an ISO 3166-1 code, null where it was not kept. */
  countries: z.array(
    z.object({
      country: z.string().nullable(),
      people: count,
      delivered: count,
      notReached: count,
      onTheWay: count,
      doubtful: count,
      leftOut: count,
      spent: z.number(),
    }),
  ),
})
export type BillingView = z.infer<typeof billingView>
