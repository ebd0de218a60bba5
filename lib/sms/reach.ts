import { listCountries } from './numbering-plan.ts'

/** Where messages can go, told the shorter way: to these countries alone, or to all but these. ISO 3166-1 alpha-2. */
export type Reach = { only: boolean; countries: readonly string[] }

export function reachWithout(refused: readonly string[]): Reach {
  const without = new Set(refused)
  const served = listCountries().filter((country) => !without.has(country))
  return served.length < refused.length
    ? { only: true, countries: served }
    : { only: false, countries: refused }
}
