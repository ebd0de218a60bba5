import metadata from 'libphonenumber-js/max/metadata'

/**
 * The numbering plans of libphonenumber's own metadata with their patterns compiled once. The library compiles them
 * anew for every number, which is most of what it costs.
 */

/** libphonenumber's word for numbers that belong to no country, such as satellite phones (+870, +881). */
export const NO_COUNTRY = '001'

type NumberType = { pattern: RegExp; lengths: readonly number[] }

export type NumberingPlan = {
  /** ISO 3166-1 alpha-2, or `NO_COUNTRY`. */
  country: string
  callingCode: string
  /** Every valid national number matches it; not everything that matches is valid. */
  general: RegExp
  lengths: readonly number[]
  /** National numbers that can be mobile ones, those included that cannot be told from fixed lines. */
  mobile: NumberType | null
  fixed: NumberType | null
  types: readonly NumberType[]
  /** Beginning of all its numbers, where it shares a calling code and is told apart by it. */
  leadingDigits: RegExp | null
  /** Dialled before a national number within the country and no part of it: '0' nearly everywhere, '' without one. */
  trunk: string
  /** The rule by which a trunk code is recognised where there is more to it, e.g. carrier codes. */
  trunkRule: RegExp | null
  /** How one dials abroad from here. */
  internationalPrefix: RegExp | null
}

/** All that one calling code reaches. */
export type CallingRegion = {
  callingCode: string
  /** The plan by which its numbers are taken apart. */
  main: NumberingPlan
  /** Countries that share the code, the main one first. */
  countries: readonly string[]
}

/** One row of the metadata, of which the library's types say nothing; 0 stands for nothing. */
type PlanRow = readonly [
  callingCode: string,
  internationalPrefix: string | 0,
  general: string,
  lengths: number[],
  formats: unknown,
  nationalPrefix?: string | 0,
  nationalPrefixRule?: unknown,
  nationalPrefixForParsing?: string | 0,
  transformRule?: string | 0,
  optionalPrefix?: unknown,
  leadingDigits?: string | 0,
  types?: readonly (TypeRow | 0)[],
]
type TypeRow = readonly [pattern: string, lengths?: number[]]
type PlanRows = Partial<Record<string, PlanRow>>

const FIXED_LINE = 0
const MOBILE = 1
const LONGEST_CALLING_CODE = 3

const rows = metadata.countries as unknown as PlanRows
const rowsWithoutCountry = metadata.nonGeographic as unknown as PlanRows
const sharers = metadata.country_calling_codes as Partial<Record<string, readonly string[]>>

const plans = new Map<string, NumberingPlan>()
/** By calling code; null for what is none. */
const regions: (CallingRegion | null)[] = []

/** Whether numbers of this country (ISO 3166-1 alpha-2, upper case) can be read. */
export const isCountry = (country: string): boolean => Object.hasOwn(rows, country)

/** All countries with a numbering plan, in alphabetical order of their codes. Names are `Intl.DisplayNames`' business. */
export const listCountries = (): string[] => Object.keys(rows).sort()

/** Undefined for anything that is not a country. */
export function planOf(country: string): NumberingPlan | undefined {
  const known = plans.get(country)
  if (known || !isCountry(country)) return known
  const plan = compile(country, rows[country])
  if (plan) plans.set(country, plan)
  return plan
}

/**
 * The region whose calling code stands at `from` in international digits without plus. No code is the beginning of
 * another, so the first that fits is the one.
 */
export function regionAt(digits: string, from: number): CallingRegion | null {
  let code = 0
  for (let i = from; i < from + LONGEST_CALLING_CODE; i++) {
    code = code * 10 + (digits.charCodeAt(i) - 0x30)
    // Not a digit, the end, or a zero, with which no code begins.
    if (!(code > 0)) return null
    let region = regions[code]
    if (region === undefined) {
      region = compileRegion(String(code))
      regions[code] = region
    }
    if (region) return region
  }
  return null
}

/** Among the countries that share a calling code, the plan of the one that this national number belongs to. */
export function planOfNumber(region: CallingRegion, national: string): NumberingPlan | undefined {
  if (region.countries.length < 2) return region.main
  for (const country of region.countries) {
    const plan = planOf(country)
    if (plan && (plan.leadingDigits ? plan.leadingDigits.test(national) : isValid(plan, national)))
      return plan
  }
  return undefined
}

/**
 * National digits without their trunk code, as the library takes it off; the same digits where there is none, and null
 * where the country's rule turns them into others.
 */
export function withoutTrunk({ trunk, trunkRule }: NumberingPlan, digits: string): string | null {
  if (trunkRule === null)
    return trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits
  const found = trunkRule.exec(digits)
  if (!found) return digits
  const plain = found[0] === trunk && found.every((group, i) => i === 0 || group === undefined)
  return plain ? digits.slice(trunk.length) : null
}

export const isMobile = (plan: NumberingPlan, national: string): boolean =>
  matches(plan.mobile, national) && plan.general.test(national)

export const isFixedLine = (plan: NumberingPlan, national: string): boolean =>
  matches(plan.fixed, national) && plan.general.test(national) && !matches(plan.mobile, national)

/** Whether the number is of any known type. */
const isValid = (plan: NumberingPlan, national: string): boolean =>
  plan.general.test(national) && plan.types.some((type) => matches(type, national))

const matches = (type: NumberType | null, national: string): boolean =>
  !!type?.lengths.includes(national.length) && type.pattern.test(national)

function compileRegion(callingCode: string): CallingRegion | null {
  const countries = sharers[callingCode] ?? []
  const main = countries[0] ? planOf(countries[0]) : compile(NO_COUNTRY, rowsWithoutCountry[callingCode])
  return main ? { callingCode, main, countries } : null
}

function compile(country: string, row: PlanRow | undefined): NumberingPlan | undefined {
  if (!row) return undefined
  const [
    callingCode,
    dialsAbroad,
    general,
    lengths,
    ,
    nationalPrefix,
    ,
    forParsing,
    ,
    ,
    leadingDigits,
    types = [],
  ] = row
  const typeOf = (type: TypeRow | 0 | undefined): NumberType | null =>
    type && type[0] !== '' ? { pattern: entire(type[0]), lengths: type[1] ?? lengths } : null
  const fixed = typeOf(types[FIXED_LINE])
  // Where the mobile pattern is left out or empty, it equals that of fixed lines.
  const sameAsFixed = !types[MOBILE] || types[MOBILE][0] === ''
  return {
    country,
    callingCode,
    general: entire(general),
    lengths,
    mobile: sameAsFixed ? fixed : typeOf(types[MOBILE]),
    fixed,
    types: types.map(typeOf).filter((type) => type !== null),
    leadingDigits: leadingDigits ? new RegExp(`^(?:${leadingDigits})`) : null,
    trunk: nationalPrefix || '',
    trunkRule: forParsing && forParsing !== nationalPrefix ? new RegExp(`^(?:${forParsing})`) : null,
    internationalPrefix: dialsAbroad ? new RegExp(`^(?:${dialsAbroad})`) : null,
  }
}

const entire = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)
