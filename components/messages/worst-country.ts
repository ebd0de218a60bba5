import type { BillingView } from '#lib/messages/schema-billing.ts'

type Country = BillingView['countries'][number]

/** The country in which the greatest share was not reached; undefined where everybody was, or nothing is known yet. */
export const worstCountry = (countries: readonly Country[]): Country | undefined =>
  countries
    .filter(({ notReached }) => notReached > 0)
    .toSorted((a, b) => b.notReached / b.people - a.notReached / a.people)[0]
