import { offsetMinutes } from '#lib/shared/wall-time.ts'
import type { CountryClock } from './send-window.ts'

/** Only Kenyan gateways hash numbers, so whose digits are hidden is taken for a Kenyan, as in the price list. */
export const HASHED_COUNTRY = 'KE'

/** Numbers that belong to no country, or to one whose clocks nobody has listed. */
const NO_COUNTRY: CountryClock = { zone: 'Etc/UTC', behind: 0, ahead: 0 }

const known = new Map<string, CountryClock>()

/**
 * The clocks of a country (ISO 3166-1 alpha-2) by the zones that the Unicode tables list for it. Of several zones that
 * one is named which is ahead of the others in winter of the north; Antarctic stations are left aside.
 */
export function countryClock(country: string): CountryClock {
  const clock = known.get(country) ?? reckon(country)
  known.set(country, clock)
  return clock
}

function reckon(country: string): CountryClock {
  const clocks = zonesOf(country).map((zone) => ({
    zone,
    offsets: seasons.map((at) => offsetMinutes(at, zone)),
  }))
  const [first] = clocks.toSorted((a, b) => (b.offsets[0] as number) - (a.offsets[0] as number))
  if (!first) return NO_COUNTRY
  const apart = clocks.flatMap(({ offsets }) =>
    offsets.map((offset, season) => (first.offsets[season] as number) - offset),
  )
  return { zone: first.zone, behind: Math.max(...apart), ahead: -Math.min(...apart) || 0 }
}

/** Clocks are put forward and back between these. */
const seasons = [new Date('2026-01-15T12:00:00Z'), new Date('2026-07-15T12:00:00Z')]

type WithZones = Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] }

function zonesOf(country: string): string[] {
  if (!/^[A-Z]{2}$/.test(country)) return []
  // The function is the standard's newer form; older engines have the property.
  const locale = new Intl.Locale(`und-${country}`) as WithZones
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? []
  return zones.filter((zone) => !zone.startsWith('Antarctica/'))
}
