/**
 * Reads what people, spreadsheets and web pages make of a phone number down to its digits. What the digits mean is
 * `phone.ts`'s business; this file knows no numbering plan and is light enough for the browser.
 */

/** Why something is not a number that a text can be sent to. */
export type PhoneRefusal =
  | 'EMPTY'
  | 'NOT_A_NUMBER'
  /** `2.54712E+11`: a spreadsheet has thrown the last digits away. */
  | 'SPREADSHEET_NUMBER'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  /** The right length, but not a number that exists in its country. */
  | 'INVALID'
  /** A calling code that no country has, or a national number without a default country. */
  | 'UNKNOWN_COUNTRY'
  /** Toll-free, premium-rate, shared-cost, pager and the like. */
  | 'SERVICE_NUMBER'

export type PhoneText =
  /** ASCII digits, with a leading `+` if there was one. `repaired` when more than punctuation was taken away. */
  | { kind: 'digits'; digits: string; repaired: boolean }
  /** SHA-256 in 64 lower-case hex characters. */
  | { kind: 'hash'; hash: string }
  | { kind: 'refused'; reason: PhoneRefusal }

/** Longer than any number with punctuation and a remark; guards the patterns below against megabytes. */
const MAX_LENGTH = 250

const HASH = /^[0-9a-f]{64}$/i
const PLAIN = /^\+?[0-9]+$/
const GROUPED = /^\+?[0-9(][0-9 ()-]*[0-9]$/
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i
/** A whole number that was saved as a decimal one: 254712345678.0 */
const DECIMAL = /^(\+?\d{5,})\.0{1,2}$/
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/
/** Direction marks, zero-width characters, byte order marks, soft hyphens, emoji selectors. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f/gu
const QUOTES = /^=?\s*["'“”‘’`]+|["'“”‘’`]+$/g
/**
 * One run of digits and phone punctuation (the dashes, slashes, dots, spaces, brackets and tildes that libphonenumber
 * allows), perhaps with words around it that do not touch it: `Tel: 0712 345 678 (Amina)`. An e-mail address or an
 * article number with digits in it is not a phone number.
 */
const RUN = /[+\d][\d\-‐-―−ー－/／.．\p{Zs}()（）［］[\]~⁓∼～]*/u
const TOUCHING = /[\p{L}\p{N}@_]/u

/** The digit zero of every script of the Basic Multilingual Plane; each is followed by its one to nine. */
const ZEROS = '٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０'

export function readPhoneText(raw: string): PhoneText {
  // Most of a list looks like these two; everything below is some ten times as slow.
  if (PLAIN.test(raw) && raw.length < 64) return { kind: 'digits', digits: raw, repaired: false }
  if (GROUPED.test(raw) && raw.length < 64)
    return { kind: 'digits', digits: raw.replace(/[ ()-]/g, ''), repaired: false }
  if (HASH.test(raw)) return { kind: 'hash', hash: raw.toLowerCase() }
  if (raw.length > MAX_LENGTH)
    return { kind: 'refused', reason: raw.trim() === '' ? 'EMPTY' : 'NOT_A_NUMBER' }
  const text = readable(raw)
  if (text === '') return { kind: 'refused', reason: 'EMPTY' }
  if (HASH.test(text)) return { kind: 'hash', hash: text.toLowerCase() }
  if (SCIENTIFIC.test(text)) return { kind: 'refused', reason: 'SPREADSHEET_NUMBER' }
  const decimal = text.replace(DECIMAL, '$1')
  const number = THOUSANDS.test(decimal) ? decimal.replaceAll(',', '') : decimal
  return onlyNumber(number, number !== text)
}

/** The digits of the one number in a text of which nothing else has digits. */
function onlyNumber(text: string, repaired: boolean): PhoneText {
  const run = RUN.exec(text)
  if (!run) return { kind: 'refused', reason: 'NOT_A_NUMBER' }
  const before = text.slice(0, run.index)
  const after = text.slice(run.index + run[0].length)
  const touched = TOUCHING.test(before.slice(-1)) || (/\d$/.test(run[0]) && TOUCHING.test(after.slice(0, 1)))
  const digits = run[0].replace(/[^+\d]/g, '')
  if (touched || /\d/.test(after) || !/\d/.test(digits)) return { kind: 'refused', reason: 'NOT_A_NUMBER' }
  return { kind: 'digits', digits, repaired: repaired || /\p{L}/u.test(before + after) }
}

/** Without what cannot be seen, digits of all scripts as ASCII, spaces and quotation marks off the ends. */
function readable(raw: string): string {
  const visible = raw
    .replace(INVISIBLE, '')
    .replace(/＋/g, '+')
    .replace(/\p{Nd}/gu, asciiDigit)
    .trim()
  return visible.replace(QUOTES, '').trim()
}

function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0)
  if (code < 0x80) return digit
  for (let i = 0; i < ZEROS.length; i++) {
    const value = code - ZEROS.charCodeAt(i)
    if (value >= 0 && value <= 9) return String(value)
  }
  return digit
}
