import { hash } from 'node:crypto'

/**
 * Numbers known only by their hash: M-PESA gives merchants the SHA-256 of the payer's number, and some gateways take
 * it in place of the number. The hash is of the E.164 digits in ASCII, without plus. It hides nothing: all numbers of
 * a country can be hashed in minutes, so hashes are protected like numbers.
 */

const HASH = /^[0-9a-f]{64}$/i

export const isPhoneHash = (text: string): boolean => HASH.test(text)

/** SHA-256 of E.164 digits without plus, as 64 lower-case hex characters. */
export const hashPhone = (msisdn: string): string => hash('sha256', msisdn, 'hex')

/**
 * One key for a person, whether their number is known (E.164 digits without plus) or only its hash: the hash in lower
 * case. In SQL: `suppression_key`.
 */
export const suppressionKey = (msisdnOrHash: string): string =>
  HASH.test(msisdnOrHash) ? msisdnOrHash.toLowerCase() : hashPhone(msisdnOrHash)
