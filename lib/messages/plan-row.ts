import { HASHED_COUNTRY } from '#lib/sms/country-clock.ts'
import { isPhoneHash } from '#lib/sms/phone-hash.ts'
import type { LocalWindow } from '#lib/sms/send-window.ts'
import { charge, stateNumber } from './rules.ts'
import type { LeftOutReason } from './rules-recipients.ts'

/** One entry of the audience as it came in: the user's own row number, the number as typed, the row's own values. */
export type SourceRow = {
  rowNo: number
  raw: string
  variables: Record<string, string> | null
  /** Its place in the former message, where it is sent to again. */
  formerSeq?: number
}

/** One recipient as it will be stored: to be sent (`queued`), or left out with the reason. Price in thousandths. */
export type PlannedRow = {
  rowNo: number
  /** As it was written; shown where the row is left out. */
  raw: string
  msisdn: string
  country: string | null
  state: number
  charge: number
  reason: LeftOutReason | null
  parts: number
  price: number
  variables: Record<string, string> | null
  /** When it may leave; null for at any time. */
  window: LocalWindow | null
}

/** What is typed may be anything; this much of it is kept and shown. */
const MAX_SHOWN = 64

/** What was typed, as far as it can be stored and shown: NUL cannot, halves of characters neither. */
export const shown = (raw: string): string => raw.slice(0, MAX_SHOWN).replaceAll('\0', '').toWellFormed()

/** A row that is stored with the reason why it will not be sent to. */
export function leftOut(
  entry: SourceRow,
  reason: LeftOutReason,
  msisdn = shown(entry.raw),
  country: string | null = null,
): PlannedRow {
  return {
    rowNo: entry.rowNo,
    raw: entry.raw,
    msisdn,
    country,
    state: stateNumber('rejected'),
    charge: charge.none,
    reason,
    parts: 0,
    price: 0,
    variables: null,
    window: null,
  }
}

/** Turns a row that could have been sent into one that must not be. */
export function block(row: PlannedRow): void {
  Object.assign(row, {
    state: stateNumber('blocked'),
    charge: charge.none,
    reason: 'SUPPRESSED',
    parts: 0,
    price: 0,
    variables: null,
  })
}

/**
 * The country of a row, ISO 3166-1; null where what was written is no number. Whose digits are hidden counts as a Kenyan,
 * as in the price list: only Kenyan gateways hash numbers.
 */
export const countryOf = ({ country, msisdn }: PlannedRow): string | null =>
  country ?? (isPhoneHash(msisdn) ? HASHED_COUNTRY : null)
