/**
 * How many SMS parts a text is. Written for the emulators alone, from 3GPP TS 23.038 (alphabets) and 23.040
 * (concatenation, 8-bit reference), so that an emulator's figure is a second opinion on the product's.
 */

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Written as an escape and a second septet. */
const EXTENDED = new Set('\f^{}\\[~]|€')

export type Segments = { encoding: 'gsm' | 'ucs2'; parts: number }

const ASCII_PLAIN = /^[A-Za-z0-9 .,:;!?'"()/&%#*+<=>\n\r-]*$/

/** The price of a text in parts; an empty text is one part. */
export function segmentsOf(text: string): Segments {
  if (ASCII_PLAIN.test(text))
    return { encoding: 'gsm', parts: text.length <= 160 ? 1 : Math.ceil(text.length / 153) }
  const septets: number[] = []
  for (const character of text) {
    if (BASIC.has(character)) septets.push(1)
    else if (EXTENDED.has(character)) septets.push(2)
    else return { encoding: 'ucs2', parts: pack(unitsOf(text), 70, 67) }
  }
  return { encoding: 'gsm', parts: pack(septets, 160, 153) }
}

/** One entry per character, 2 for those that UTF-16 writes as a pair: a pair cannot be cut. */
function unitsOf(text: string): number[] {
  return Array.from(text, (character) => character.length)
}

/** Fills parts one after the other; what does not fit whole goes to the next part. */
function pack(widths: readonly number[], single: number, each: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0)
  if (total <= single) return 1
  let parts = 1
  let used = 0
  for (const width of widths) {
    if (used + width > each) {
      parts += 1
      used = 0
    }
    used += width
  }
  return parts
}
