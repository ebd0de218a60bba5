import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { isCountry, listCountries, planOf } from './numbering-plan.ts'
import { callingCountry, type PhoneResult, parsePhone } from './phone.ts'

const HASH = '8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d'

const KENYAN = '254712345678'
const THAI = '66812345678'

describe('mobile numbers', () => {
  it.each<[raw: string, defaultCountry: string, msisdn: string, country: string]>([
    ['0712345678', 'KE', KENYAN, 'KE'],
    ['712345678', 'KE', KENYAN, 'KE'],
    ['254712345678', 'KE', KENYAN, 'KE'],
    ['+254712345678', 'KE', KENYAN, 'KE'],
    ['00254712345678', 'KE', KENYAN, 'KE'],
    ['000254712345678', 'KE', KENYAN, 'KE'],
    ['0110123456', 'KE', '254110123456', 'KE'],
    ['0812345678', 'TH', THAI, 'TH'],
    ['66812345678', 'TH', THAI, 'TH'],
    ['+66812345678', 'KE', THAI, 'TH'],
    ['0066812345678', 'KE', THAI, 'TH'],
    ['812345678', 'TH', THAI, 'TH'],
    // 00 wins even where it is dialled otherwise: Thailand's own prefix would be 006.
    ['0066812345678', 'TH', THAI, 'TH'],
    ['001254712345678', 'TH', KENYAN, 'KE'],
    ['+254712345678', 'TH', KENYAN, 'KE'],
    ['2025550123', 'US', '12025550123', 'US'],
    ['01125471 2345678', 'US', KENYAN, 'KE'],
    ['(202) 555-0123', 'US', '12025550123', 'US'],
    ['4165550123', 'US', '14165550123', 'CA'],
    ['2025550123', 'CA', '12025550123', 'US'],
    ['07400 123456', 'GB', '447400123456', 'GB'],
    ['07911 123456', 'GB', '447911123456', 'GG'],
    ['0412 345 678', 'AU', '61412345678', 'AU'],
    ['011 91234 5678', 'BR', '5511912345678', 'BR'],
    ['8 916 123-45-67', 'RU', '79161234567', 'RU'],
    ['0812345678', 'th', THAI, 'TH'],
  ])('%s in %s', (raw, defaultCountry, msisdn, country) => {
    expect(parsePhone(raw, defaultCountry)).toEqual({ kind: 'mobile', msisdn, country, repaired: false })
  })

  it.each<[raw: string, defaultCountry: string, msisdn: string, country: string]>([
    ['+2540712345678', 'KE', KENYAN, 'KE'],
    ['2540712345678', 'KE', KENYAN, 'KE'],
    ['+254 (0) 712 345 678', 'TH', KENYAN, 'KE'],
    ['+660812345678', 'TH', THAI, 'TH'],
    ['254712345678', 'TH', KENYAN, 'KE'],
    ['66812345678', 'KE', THAI, 'TH'],
    ['79161234567', 'KZ', '79161234567', 'RU'],
    ['254712345678.0', 'KE', KENYAN, 'KE'],
    ['712345678.00', 'KE', KENYAN, 'KE'],
    ['254,712,345,678', 'KE', KENYAN, 'KE'],
    ['Tel: 0712 345 678', 'KE', KENYAN, 'KE'],
    ['p:+254712345678', 'KE', KENYAN, 'KE'],
    ['tel:+254-712-345-678', 'TH', KENYAN, 'KE'],
    ['Amina (0712345678)', 'KE', KENYAN, 'KE'],
    ['0712345678 mum', 'KE', KENYAN, 'KE'],
  ])('%s in %s is repaired, and says so', (raw, defaultCountry, msisdn, country) => {
    expect(parsePhone(raw, defaultCountry)).toEqual({ kind: 'mobile', msisdn, country, repaired: true })
  })

  it.each([
    '\u202a+254712345678\u202c',
    '\u200b0712\u200b345678\ufeff',
    '\u00a00712\u00a0345\u202f678 ',
    '\t0712 345 678\n',
    '+254\u2010712\u2011345\u2013678',
    '0712.345.678',
    '0712/345678',
    '"0712345678"',
    "'0712345678",
    '="0712345678"',
    '0712345678,',
    '٠٧١٢٣٤٥٦٧٨',
    '۰۷۱۲۳۴۵۶۷۸',
    '๐๗๑๒๓๔๕๖๗๘',
    '０７１２３４５６７８',
    '＋254 712 345 678',
    '٢٥٤٧١٢٣٤٥٦٧٨',
  ])('takes what is not part of the number off %j', (raw) => {
    expect(parsePhone(raw, 'KE')).toEqual({ kind: 'mobile', msisdn: KENYAN, country: 'KE', repaired: false })
  })

  it('reads the digits of every script', () => {
    for (let code = 0x80; code < 0x10000; code++) {
      const zero = String.fromCharCode(code)
      if (!/\p{Nd}/u.test(zero) || /\p{Nd}/u.test(String.fromCharCode(code - 1))) continue
      const written = [...'0712345698'].map((digit) => String.fromCharCode(code + Number(digit))).join('')
      expect(parsePhone(written, 'KE'), code.toString(16)).toMatchObject({ msisdn: '254712345698' })
    }
  })
})

describe('what is no mobile number', () => {
  it.each([
    ['0201234567', 'KE', '254201234567', 'KE'],
    ['021234567', 'TH', '6621234567', 'TH'],
    ['+44 20 7946 0958', 'TH', '442079460958', 'GB'],
    ['0601234567', 'TH', '66601234567', 'TH'],
  ])('%s in %s is a landline', (raw, defaultCountry, msisdn, country) => {
    expect(parsePhone(raw, defaultCountry)).toMatchObject({ kind: 'landline', msisdn, country })
  })

  it.each([
    ['', 'EMPTY'],
    [' \u00a0\u200b\n', 'EMPTY'],
    ['""', 'EMPTY'],
    ['hello', 'NOT_A_NUMBER'],
    ['#N/A', 'NOT_A_NUMBER'],
    ['########', 'NOT_A_NUMBER'],
    ['0712345678 0722345678 Amina 3', 'NOT_A_NUMBER'],
    ['amina0712345678@example.com', 'NOT_A_NUMBER'],
    ['0712345678x', 'NOT_A_NUMBER'],
    ['0712345678 ext 5', 'NOT_A_NUMBER'],
    ['0712345678;0722345678', 'NOT_A_NUMBER'],
    ['0712+345678', 'NOT_A_NUMBER'],
    ['07123\n45678', 'NOT_A_NUMBER'],
    ['0712\x1c5678', 'NOT_A_NUMBER'],
    ['07123\ud83d45678', 'NOT_A_NUMBER'],
    ['7'.repeat(1_000_000), 'NOT_A_NUMBER'],
    ['2.54712E+11', 'SPREADSHEET_NUMBER'],
    ['2,54712e+11', 'SPREADSHEET_NUMBER'],
    ['2.54712345678E+11', 'SPREADSHEET_NUMBER'],
    ['7.12E+08', 'SPREADSHEET_NUMBER'],
    ['\u200b2.54712E+11 ', 'SPREADSHEET_NUMBER'],
    ['1', 'TOO_SHORT'],
    ['0712', 'TOO_SHORT'],
    ['071234567', 'TOO_SHORT'],
    ['+25471234567', 'TOO_SHORT'],
    ['07123456789', 'TOO_LONG'],
    ['+2547123456789', 'TOO_LONG'],
    ['0712345678/0722345678', 'TOO_LONG'],
    ['0190123456', 'INVALID'],
    ['+254190123456', 'INVALID'],
    ['+999123456789', 'UNKNOWN_COUNTRY'],
    ['+0712345678', 'UNKNOWN_COUNTRY'],
    ['0800221234', 'SERVICE_NUMBER'],
  ])('%j is refused: %s', (raw, reason) => {
    expect(parsePhone(raw, 'KE')).toEqual({ kind: 'refused', reason })
  })

  it('does not make a foreign number of one with a digit too many', () => {
    // Read with a plus, this Thai slip of the finger would be a valid mobile number of Singapore.
    expect(parsePhone('+6591234567', 'TH')).toMatchObject({ kind: 'mobile', country: 'SG' })
    expect(parsePhone('6591234567', 'TH')).toMatchObject({ kind: 'refused' })
    expect(parsePhone('Order 254712345678', 'TH')).toMatchObject({ kind: 'refused' })
  })

  it('needs a default country for a national number, and no other', () => {
    expect(parsePhone('0712345678', '')).toEqual({ kind: 'refused', reason: 'UNKNOWN_COUNTRY' })
    expect(parsePhone('0712345678', 'XX')).toEqual({ kind: 'refused', reason: 'UNKNOWN_COUNTRY' })
    expect(parsePhone('+254712345678', 'constructor')).toMatchObject({ msisdn: KENYAN })
  })

  it('takes 64 hex characters for a hash', () => {
    expect(parsePhone(HASH, 'KE')).toEqual({ kind: 'hash', hash: HASH })
    expect(parsePhone(` \u200b${HASH.toUpperCase()}`, 'KE')).toEqual({ kind: 'hash', hash: HASH })
    expect(parsePhone('1'.repeat(64), 'KE')).toEqual({ kind: 'hash', hash: '1'.repeat(64) })
    expect(parsePhone(HASH.slice(1), 'KE')).toMatchObject({ kind: 'refused' })
  })
})

/** The documented rules, spelled out with the library alone. */
function byLibrary(digits: string, country: string): PhoneResult {
  const read = (text: string, defaultCountry?: string): PhoneResult => {
    const options = { extract: false, ...(defaultCountry && { defaultCountry: defaultCountry as 'KE' }) }
    const number = parsePhoneNumberFromString(text, options)
    const type = number?.isValid() ? number.getType() : undefined
    const found = {
      msisdn: number?.number.slice(1) ?? '',
      country: number?.country ?? '001',
      repaired: false,
    }
    if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return { kind: 'mobile', ...found }
    if (type === 'FIXED_LINE' || type === 'VOIP') return { kind: 'landline', ...found }
    return { kind: 'refused', reason: 'INVALID' }
  }
  if (digits.startsWith('+')) return read(digits)
  const abroad = digits.startsWith('00') ? read(`+${digits.slice(2)}`) : null
  if (abroad && abroad.kind !== 'refused') return abroad
  const national = read(digits, country)
  if (national.kind !== 'refused' || abroad) return national
  const foreign = read(`+${digits}`)
  const longest = Math.max(...(planOf(country)?.mobile?.lengths ?? [0]))
  const mayBeForeign = digits.length >= longest + 2 || digits.startsWith(planOf(country)?.callingCode ?? '-')
  return mayBeForeign && foreign.kind === 'mobile' ? foreign : national
}

describe('the compiled patterns', () => {
  let seed = 20_260_101
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const digits = (length: number) => Array.from({ length }, () => random(10)).join('')

  /** A random number that keeps to its country's rules far oftener than chance would. */
  function national(country: string): string {
    const plan = planOf(country)
    const lengths = plan?.mobile?.lengths ?? plan?.lengths ?? [9]
    const wanted = pick([plan?.mobile, plan?.mobile, plan?.fixed])
    for (let tries = 0; tries < 30; tries++) {
      const number = digits(pick(wanted?.lengths ?? lengths))
      if (wanted?.pattern.test(number) || (tries > 20 && plan?.general.test(number))) return number
    }
    return digits(pick(lengths) + random(3) - 1)
  }

  function written(country: string): string {
    const plan = planOf(country)
    const number = national(country)
    const code = plan?.callingCode ?? ''
    return pick([
      number,
      `${plan?.trunk ?? '0'}${number}`,
      `${code}${number}`,
      `+${code}${number}`,
      `00${code}${number}`,
      `${pick(['011', '001', '000', '810', '0'])}${code}${number}`,
      `+${code}${plan?.trunk ?? '0'}${number}`,
      `${code}${plan?.trunk ?? '0'}${number}`,
      digits(3 + random(14)),
    ])
  }

  it('give the answers of the library, for every country, 50,000 times', () => {
    const countries = listCountries()
    const kinds = { mobile: 0, landline: 0, refused: 0, hash: 0 }
    for (let i = 0; i < 50_000; i++) {
      const country = countries[i % countries.length] as string
      // Mostly its own numbers; some of another country's, some of those where the product is used.
      const home = pick([country, country, country, pick(countries), pick(['KE', 'TH', 'US', 'GB'])])
      const text = written(country)
      const ours = parsePhone(text, home)
      kinds[ours.kind]++
      const theirs = byLibrary(text, home)
      if (!same(ours, theirs)) expect({ text, home, ...ours }).toEqual({ text, home, ...theirs })
    }
    // Guards the test itself: numbers of all kinds were among them.
    expect(kinds.mobile).toBeGreaterThan(15_000)
    expect(kinds.landline).toBeGreaterThan(500)
    expect(kinds.refused).toBeGreaterThan(2_500)
  }, 120_000)

  it('find the country of a number by its digits', () => {
    expect(callingCountry(KENYAN)).toBe('KE')
    expect(callingCountry('14165550123')).toBe('CA')
    expect(callingCountry('77012345678')).toBe('KZ')
    expect(callingCountry('881612345678')).toBe('001')
    expect(callingCountry('999')).toBeNull()
    expect(callingCountry('')).toBeNull()
    for (const country of listCountries()) {
      const number = parsePhone(national(country), country)
      if (number.kind === 'mobile') expect(callingCountry(number.msisdn)).toBe(number.country)
    }
  })

  it('know countries and nothing else', () => {
    expect(isCountry('KE')).toBe(true)
    expect(['ke', 'XX', '', 'constructor', '001'].some(isCountry)).toBe(false)
    expect(listCountries().length).toBeGreaterThan(240)
  })
})

function same(a: PhoneResult, b: PhoneResult): boolean {
  if (a.kind !== b.kind || a.kind === 'refused' || b.kind === 'refused') return a.kind === b.kind
  if (a.kind === 'hash' || b.kind === 'hash') return false
  return a.msisdn === b.msisdn && a.country === b.country
}
