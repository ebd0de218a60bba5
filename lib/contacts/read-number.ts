import { AppError } from '#lib/shared/errors.ts'
import { parsePhone } from '#lib/sms/phone.ts'
import type { PhoneRefusal } from '#lib/sms/phone-text.ts'

export type KnownNumber = { msisdn: string; country: string | null }

/** One number or hash as contacts and suppressions are kept; fixed lines too, because whether they are texted is a setting. */
export function readNumber(raw: string, defaultCountry: string): KnownNumber | PhoneRefusal {
  const phone = parsePhone(raw, defaultCountry)
  if (phone.kind === 'refused') return phone.reason
  if (phone.kind === 'hash') return { msisdn: phone.hash, country: null }
  return { msisdn: phone.msisdn, country: phone.country }
}

/** The same where it was typed by somebody who can put it right. Throws INVALID_REQUEST at `msisdn`. */
export function requireNumber(raw: string, defaultCountry: string): KnownNumber {
  const number = readNumber(raw, defaultCountry)
  if (typeof number !== 'string') return number
  throw new AppError('INVALID_REQUEST', { field: 'msisdn', params: { problem: 'phone' } })
}

/** Numbers of a list, each once, and those that are none with their place in it, from 1. */
export function readNumbers(
  list: readonly string[],
  defaultCountry: string,
): { numbers: KnownNumber[]; refused: { place: number; value: string; reason: PhoneRefusal }[] } {
  const numbers = new Map<string, KnownNumber>()
  const refused: { place: number; value: string; reason: PhoneRefusal }[] = []
  for (const [at, raw] of list.entries()) {
    const number = readNumber(raw, defaultCountry)
    if (typeof number === 'string') refused.push({ place: at + 1, value: raw, reason: number })
    else numbers.set(number.msisdn, number)
  }
  return { numbers: [...numbers.values()], refused }
}
