import {
  type CountryCode,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max'
import {
  type CallingRegion,
  isFixedLine,
  isMobile,
  NO_COUNTRY,
  type NumberingPlan,
  planOf,
  planOfNumber,
  regionAt,
  withoutTrunk,
} from './numbering-plan.ts'
import { type PhoneRefusal, readPhoneText } from './phone-text.ts'

export type PhoneResult =
  /** `msisdn`: E.164 digits without plus. `country`: ISO code, or 001 for numbers of no country. */
  | { kind: 'mobile'; msisdn: string; country: string; repaired: boolean }
  /** A valid fixed line or internet telephone; whether it is texted is a setting. */
  | { kind: 'landline'; msisdn: string; country: string; repaired: boolean }
  /** A number known only by its SHA-256, 64 lower-case hex characters. */
  | { kind: 'hash'; hash: string }
  | { kind: 'refused'; reason: PhoneRefusal }

const PLUS = 0x2b
const TEXTABLE = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE'])
const LANDLINES = new Set(['FIXED_LINE', 'VOIP'])

/**
 * Reads one phone number as libphonenumber does with its full metadata, and what people make of numbers besides.
 *
 * - `+` and `00` mean international and win over the default country (ISO 3166-1 alpha-2).
 * - Without them the number is read as one of the default country, with or without its trunk or country code. Only if
 *   it is none, and begins with the same country code or has at least two digits more than a mobile number there, is it
 *   read as the international mobile number of another country: `254712345678` in a Thai list is Kenyan, but a Thai number with one digit too many is
 *   a slip of the finger and must not become somebody else's number.
 * - `repaired` says that the number was not written in any usual form of itself: a trunk zero kept behind the country
 *   code, a foreign country code without plus, words around it, a decimal point behind it.
 */
export function parsePhone(raw: string, defaultCountry: string): PhoneResult {
  const text = readPhoneText(raw)
  if (text.kind !== 'digits') return text
  const home = planOf(defaultCountry) ?? planOf(defaultCountry.toUpperCase())
  const { digits, repaired } = text
  return readUsualForm(digits, home, repaired) ?? readAnyForm(digits, home, repaired)
}

/** ISO country of E.164 digits without plus; null when the calling code or the range belongs to none. */
export function callingCountry(msisdn: string): string | null {
  const region = regionAt(msisdn, 0)
  return (region && planOfNumber(region, msisdn.slice(region.callingCode.length))?.country) ?? null
}

/**
 * The usual forms of a mobile number or fixed line, read by compiled patterns. It decides only where the library would
 * decide the same, for the reasons given; null leaves the number to the library.
 */
function readUsualForm(
  digits: string,
  home: NumberingPlan | undefined,
  repaired: boolean,
): PhoneResult | null {
  if (digits.charCodeAt(0) === PLUS) return readInternational(digits, 1, repaired)
  if (digits.startsWith('00')) return readInternational(digits, 2, repaired)
  if (!home || home.internationalPrefix?.test(digits)) return null
  const { callingCode, general } = home
  const national = withoutTrunk(home, digits)
  if (national === null) return null
  if (general.test(national)) return decide(regionAt(callingCode, 0), national, repaired)
  // The library takes a trunk code off only where a possible number remains.
  if (national !== digits) return null
  if (digits.startsWith(callingCode)) {
    // The library believes in a country code without plus if what follows is a possible number of this very country.
    return general.test(digits.slice(callingCode.length)) ? readInternational(digits, 0, repaired) : null
  }
  return repaired ? null : readForeign(digits, home)
}

function readInternational(digits: string, from: number, repaired: boolean): PhoneResult | null {
  const region = regionAt(digits, from)
  if (!region) return null
  const national = digits.slice(from + region.callingCode.length)
  // A trunk code kept behind the country code, or digits that look like one.
  return withoutTrunk(region.main, national) === national ? decide(region, national, repaired) : null
}

function readForeign(digits: string, home: NumberingPlan): PhoneResult | null {
  if (!mayBeForeign(digits, home)) return null
  const foreign = readInternational(digits, 0, true)
  return foreign?.kind === 'mobile' ? foreign : null
}

function decide(region: CallingRegion | null, national: string, repaired: boolean): PhoneResult | null {
  const plan = region && planOfNumber(region, national)
  if (!plan) return null
  const { country, callingCode } = plan
  if (isMobile(plan, national)) return { kind: 'mobile', msisdn: callingCode + national, country, repaired }
  if (isFixedLine(plan, national))
    return { kind: 'landline', msisdn: callingCode + national, country, repaired }
  return null
}

/** With two digits more than any mobile number of the country; or of a country that shares its calling code. */
const mayBeForeign = (digits: string, { mobile, lengths, callingCode }: NumberingPlan): boolean =>
  digits.length >= Math.max(...(mobile?.lengths ?? lengths)) + 2 || digits.startsWith(callingCode)

/** Everything else: unusual prefixes, kept trunk codes, foreign numbers without plus, and the reason for a refusal. */
function readAnyForm(digits: string, home: NumberingPlan | undefined, repaired: boolean): PhoneResult {
  if (digits.startsWith('+')) return readByLibrary(digits, undefined, repaired)
  const abroad = digits.startsWith('00') ? readByLibrary(`+${digits.slice(2)}`, undefined, repaired) : null
  if (abroad && abroad.kind !== 'refused') return abroad
  if (!home) return abroad ?? { kind: 'refused', reason: 'UNKNOWN_COUNTRY' }
  const national = readByLibrary(digits, home, repaired)
  if (national.kind !== 'refused') return national
  if (abroad) return abroad
  // Words around a number make it likelier that the digits are something else altogether.
  if (!repaired && mayBeForeign(digits, home)) {
    const foreign = readByLibrary(`+${digits}`, undefined, true)
    if (foreign.kind === 'mobile') return foreign
  }
  return national
}

function readByLibrary(digits: string, home: NumberingPlan | undefined, repaired: boolean): PhoneResult {
  const number = parseByLibrary(digits, home?.country)
  if (typeof number === 'string') return { kind: 'refused', reason: number }
  const type = number.getType()
  const msisdn = number.number.slice(1)
  const country = number.country ?? NO_COUNTRY
  const changed = repaired || !isUsualForm(digits, number, home)
  if (type && TEXTABLE.has(type)) return { kind: 'mobile', msisdn, country, repaired: changed }
  if (type && LANDLINES.has(type)) return { kind: 'landline', msisdn, country, repaired: changed }
  return { kind: 'refused', reason: type ? 'SERVICE_NUMBER' : reasonFor(number) }
}

function parseByLibrary(digits: string, country: string | undefined): PhoneNumber | PhoneRefusal {
  try {
    return parsePhoneNumberWithError(digits, {
      defaultCountry: country as CountryCode | undefined,
      extract: false,
    })
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    if (error.message === 'TOO_SHORT' || error.message === 'TOO_LONG') return error.message
    return error.message === 'INVALID_COUNTRY' ? 'UNKNOWN_COUNTRY' : 'NOT_A_NUMBER'
  }
}

/** Whether the digits are the number itself with nothing but its own country code, trunk code or dialling prefix. */
function isUsualForm(digits: string, number: PhoneNumber, home: NumberingPlan | undefined): boolean {
  const { countryCallingCode, nationalNumber } = number
  const international = countryCallingCode + nationalNumber
  if (digits.startsWith('+')) return digits.slice(1) === international
  if (digits === international || digits === nationalNumber) return true
  if (digits === `${home?.trunk ?? ''}${nationalNumber}`) return true
  const prefix = home?.internationalPrefix?.exec(digits)?.[0]
  return prefix !== undefined && digits === prefix + international
}

/** By the lengths of mobile numbers, because those are what was wanted; the library's lengths include fixed lines. */
function reasonFor({ country, countryCallingCode, nationalNumber }: PhoneNumber): PhoneRefusal {
  const plan = country ? planOf(country) : regionAt(countryCallingCode, 0)?.main
  const lengths = plan?.mobile?.lengths ?? plan?.lengths ?? []
  if (nationalNumber.length < Math.min(...lengths)) return 'TOO_SHORT'
  return nationalNumber.length > Math.max(...lengths) ? 'TOO_LONG' : 'INVALID'
}
