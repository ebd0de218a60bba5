import { NumberSet } from '#lib/shared/number-set.ts'
import { suppressionKey } from './phone-hash.ts'

/**
 * People by their numbers, of whom some are known only by the hash of theirs: whoever is there in one form is found in the
 * other. Two million take some 34 MB; the hashes of plain numbers are only reckoned once one is needed.
 */
export class PeopleSet {
  private readonly plain = new NumberSet()
  /** Keys of everybody who may turn up in both forms; null until somebody turns up as a hash. */
  private keys: Set<string> | null = null
  private someHashed = false

  /** E.164 digits without plus, or 64 lower-case hex characters. False when this person was there already. */
  add(msisdn: string): boolean {
    if (isHash(msisdn)) {
      this.someHashed = true
      return addTo(this.hashes(), msisdn)
    }
    if (!this.plain.add(Number(msisdn))) return false
    return this.keys === null || !isHashable(msisdn) || addTo(this.keys, suppressionKey(msisdn))
  }

  has(msisdn: string): boolean {
    if (isHash(msisdn)) return this.hashes().has(msisdn)
    if (this.plain.has(Number(msisdn))) return true
    return this.someHashed && isHashable(msisdn) && this.hashes().has(suppressionKey(msisdn))
  }

  private hashes(): Set<string> {
    if (this.keys) return this.keys
    this.keys = new Set()
    for (const number of this.plain.values()) {
      const msisdn = String(number)
      if (isHashable(msisdn)) this.keys.add(suppressionKey(msisdn))
    }
    return this.keys
  }
}

const isHash = (msisdn: string): boolean => msisdn.length === 64

/** Only Kenyan gateways hash numbers, so only these can turn up in the other form. */
const isHashable = (msisdn: string): boolean => msisdn.startsWith('254')

const addTo = (set: Set<string>, value: string): boolean => {
  if (set.has(value)) return false
  set.add(value)
  return true
}
