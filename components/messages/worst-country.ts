import type { BillingView } from '#lib/messages/schema-billing.ts'

type Country = BillingView['countries'][number]

const share = ({ notReached, people, leftOut }: Country): number => notReached / (people - leftOut)

/** The country in which the greatest share of the texted was not reached; undefined where everybody was, or nothing is known yet. */
export const worstCountry = (countries: readonly Country[]): Country | undefined =>
  countries.filter(({ notReached }) => notReached > 0).toSorted((a, b) => share(b) - share(a))[0]
