import { plainLength, septets } from './gsm.ts'

/**
 * How a text is cut into parts (3GPP TS 23.040): 140 octets each, of which a text of several parts gives 6 to the
 * header that joins them. This count is what the product charges; preview, plan and bill all come from here.
 */

/** Septets (`gsm`) or UTF-16 code units (`ucs2`) that one part holds, alone and as one of several. */
export const PART_LIMITS = {
  gsm: { single: 160, multi: 153 },
  ucs2: { single: 70, multi: 67 },
} as const

type Encoding = keyof typeof PART_LIMITS

/**
 * Where a part may end. `characters`: anywhere but inside an escape pair or a surrogate pair, as the standard asks and
 * most gateways do. `graphemes`: also not inside what a reader sees as one letter (a Thai vowel and its tone mark, an
 * emoji family, CR LF), as some gateways do; a cluster longer than a part is cut all the same.
 */
export type CuttingRule = 'characters' | 'graphemes'

export type CutOptions = { rule?: CuttingRule }

export type PartCount = {
  encoding: Encoding
  /** At least 1: an empty text is still one SMS. The header can number 255; more are counted, and cannot be sent. */
  parts: number
  /** Length of the whole text: septets (`gsm`) or UTF-16 code units (`ucs2`). */
  units: number
  /** What a part of this text holds: 160 or 153, 70 or 67. */
  perPart: number
  /** Units that still fit into the last part. */
  remaining: number
}

/**
 * @example countParts('Hi') // { encoding: 'gsm', parts: 1, units: 2, perPart: 160, remaining: 158 }
 */
export function countParts(text: string, { rule = 'characters' }: CutOptions = {}): PartCount {
  const gsm = countGsm(text)
  if (gsm && (gsm.parts === 1 || rule === 'characters' || !text.includes('\r\n'))) return gsm
  const encoding = gsm ? 'gsm' : 'ucs2'
  const units = gsm ? gsm.units : text.length
  const { single, multi } = PART_LIMITS[encoding]
  if (units <= single) return { encoding, parts: 1, units, perPart: single, remaining: single - units }
  let parts = 1
  let from = 0
  for (let end = endOfPart(text, 0, encoding, rule); end < text.length; parts++) {
    from = end
    end = endOfPart(text, from, encoding, rule)
  }
  return { encoding, parts, units, perPart: multi, remaining: multi - unitsFrom(text, from, encoding) }
}

/** The text of each part, in order; joined they are the text again. */
export function splitParts(text: string, { rule = 'characters' }: CutOptions = {}): string[] {
  const { encoding, parts } = countParts(text, { rule })
  if (parts === 1) return [text]
  const pieces: string[] = []
  for (let from = 0; from < text.length; ) {
    const end = endOfPart(text, from, encoding, rule)
    pieces.push(text.slice(from, end))
    from = end
  }
  return pieces
}

/** Counts in one go what needs no looking at clusters; null when the text is not GSM. */
function countGsm(text: string): PartCount | null {
  const { single, multi } = PART_LIMITS.gsm
  const plain = plainLength(text)
  let parts = Math.max(1, Math.ceil(plain / multi))
  let used = plain - (parts - 1) * multi
  let units = plain
  for (let i = plain; i < text.length; i++) {
    const cost = septets[text.charCodeAt(i)]
    if (!cost) return null
    units += cost
    used += cost
    if (used > multi) {
      parts++
      used = cost
    }
  }
  if (units <= single) return { encoding: 'gsm', parts: 1, units, perPart: single, remaining: single - units }
  return { encoding: 'gsm', parts, units, perPart: multi, remaining: multi - used }
}

/** Index just behind the part that begins at `from`, for a text of several parts. */
function endOfPart(text: string, from: number, encoding: Encoding, rule: CuttingRule): number {
  const end = encoding === 'gsm' ? endOfGsmPart(text, from) : endOfUcs2Part(text, from)
  if (rule === 'characters' || end === text.length) return end
  const start = clusterStart(text, end)
  return start > from ? start : end
}

function endOfGsmPart(text: string, from: number): number {
  let room: number = PART_LIMITS.gsm.multi
  let end = from
  while (end < text.length) {
    room -= septets[text.charCodeAt(end)] ?? 0
    if (room < 0) return end
    end++
  }
  return end
}

function endOfUcs2Part(text: string, from: number): number {
  const end = from + PART_LIMITS.ucs2.multi
  if (end >= text.length) return text.length
  return isHighSurrogate(text.charCodeAt(end - 1)) && isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end
}

function unitsFrom(text: string, from: number, encoding: Encoding): number {
  if (encoding === 'ucs2') return text.length - from
  let units = 0
  for (let i = from; i < text.length; i++) units += septets[text.charCodeAt(i)] ?? 0
  return units
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code < 0xdc00
const isLowSurrogate = (code: number) => code >= 0xdc00 && code < 0xe000

let segmenter: Intl.Segmenter | undefined

/**
 * Start of the grapheme cluster that holds `index`. Asking the segmenter costs as much as counting twenty texts, so the
 * clear cases are decided here: two plain letters, and a plain letter with Thai marks.
 */
function clusterStart(text: string, index: number): number {
  let start = index
  while (start > index - PART_LIMITS.ucs2.multi && isThaiMark(text.charCodeAt(start))) start--
  const before = text.charCodeAt(start - 1)
  if (isPlainLetter(text.charCodeAt(start)) && (isPlainLetter(before) || isThaiMark(before))) return start
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text).containing(index)?.index ?? index
}

/** Characters that join no plain neighbour: ASCII, Cyrillic and Thai letters, Chinese characters. */
const isPlainLetter = (code: number) =>
  (code >= 0x20 && code <= 0x7e) ||
  (code >= 0x0410 && code <= 0x044f) ||
  (code >= 0x0e01 && code <= 0x0e30) ||
  code === 0x0e32 ||
  (code >= 0x0e40 && code <= 0x0e46) ||
  (code >= 0x4e00 && code <= 0x9fff)

/** Vowels and tone marks above, below and (sara am) behind a letter; they belong to whatever stands before them. */
const isThaiMark = (code: number) =>
  code === 0x0e31 || (code >= 0x0e33 && code <= 0x0e3a) || (code >= 0x0e47 && code <= 0x0e4e)
