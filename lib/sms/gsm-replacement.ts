import { isGsm } from './gsm.ts'

/** What the eye accepts in place of characters that have no decomposition into GSM ones. */
const TYPOGRAPHY: Record<string, string> = {
  "'": '‘’‚‛′‵´`ʹʻʼʽˈ＇',
  '"': '“”„‟″‶«»〝〞＂',
  '<': '‹',
  '>': '›',
  '-': '‐‑‒–—―−⁃﹘﹣－',
  '...': '…',
  '*': '•∙●◦▪✱',
  '.': '·‧',
  '/': '⁄∕÷',
  x: '×✕✖',
  '~': '∼˜',
  '->': '→',
  '<-': '←',
  '=>': '⇒',
  '<=': '≤',
  '>=': '≥',
}

const SYMBOLS: Record<string, string> = {
  '(C)': '©',
  '(R)': '®',
  c: '¢',
  Rs: '₨₹',
  THB: '฿',
  NGN: '₦',
  GHS: '₵',
  PHP: '₱',
  VND: '₫',
  KRW: '₩',
  TRY: '₺',
  RUB: '₽',
  UAH: '₴',
  ILS: '₪',
  Δ: '∆',
  Σ: '∑',
  Π: '∏',
  Ω: 'Ω',
}

/** Letters that Unicode does not take apart, and Greek capitals that look like Latin ones. */
const LETTERS: Record<string, string> = {
  l: 'ł',
  L: 'Ł',
  d: 'đð',
  D: 'ĐÐ',
  th: 'þ',
  Th: 'Þ',
  i: 'ı',
  oe: 'œ',
  OE: 'Œ',
  n: 'ŋ',
  N: 'ŊΝ',
  h: 'ħ',
  H: 'ĦΗ',
  t: 'ŧ',
  T: 'ŦΤ',
  k: 'ĸ',
  f: 'ƒ',
  u: 'µμ',
  SS: 'ẞ',
  A: 'Α',
  B: 'Β',
  E: 'Ε',
  Z: 'Ζ',
  I: 'Ι',
  K: 'Κ',
  M: 'Μ',
  O: 'Ο',
  P: 'Ρ',
  Y: 'Υ',
  X: 'Χ',
}

/**
 * Why a character is not GSM, in a word that a sentence can be made of. `invisible`: nothing to see. `space`: a space
 * of another width. `accent`: a letter with a mark that GSM lacks. `other`: another script, nothing can stand for it.
 */
export type ForeignKind = 'invisible' | 'space' | 'typography' | 'symbol' | 'accent' | 'emoji' | 'other'

export type Replacement = { kind: ForeignKind; text: string | null }

type Substitute = { kind: ForeignKind; text: string }

const substitutes: ReadonlyMap<string, Substitute> = new Map([
  ...listOf('typography', TYPOGRAPHY),
  ...listOf('symbol', SYMBOLS),
  ...listOf('accent', LETTERS),
])

function listOf(kind: ForeignKind, table: Record<string, string>): [string, Substitute][] {
  return Object.entries(table).flatMap(([text, characters]) =>
    [...characters].map((character): [string, Substitute] => [character, { kind, text }]),
  )
}

const SPACE = /^[\t\p{Zs}]$/u
const LINE_BREAK = /^[\v\u0085\u2028\u2029]$/u
const INVISIBLE =
  /^(?:[\p{Cf}\p{Cc}\p{Cs}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|\p{Variation_Selector})$/u
/** Marks that sit on Latin letters; those of other scripts are part of their words and stay. */
const LATIN_MARK = /^[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]$/u
/** Follows a symbol that is to be drawn in colour. */
const EMOJI_STYLE = '\ufe0f'
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u

/**
 * What could stand for one grapheme cluster in a GSM text: text null when nothing can, '' when it can simply go.
 * The cluster is looked at as a whole, so a joiner inside an emoji or an Indic letter is never taken out of it.
 *
 * @example replacementFor('“') // { kind: 'typography', text: '"' }
 */
export function replacementFor(cluster: string): Replacement {
  const composed = cluster.normalize('NFC')
  if (isGsm(composed)) return { kind: 'accent', text: composed }
  if (EMOJI.test(cluster) && !substitutes.has(composed) && !isGsm(simplified(composed)))
    return { kind: 'emoji', text: null }
  let kind: ForeignKind = 'invisible'
  let text = ''
  for (const character of composed) {
    const part = characterReplacement(character)
    if (part.text === null) return { kind: part.kind, text: null }
    if (part.kind !== 'invisible') kind = part.kind
    text += part.text
  }
  return { kind, text }
}

function characterReplacement(character: string): Replacement {
  if (isGsm(character)) return { kind: 'accent', text: character }
  const substitute = substitutes.get(character)
  if (substitute) return substitute
  if (SPACE.test(character)) return { kind: 'space', text: ' ' }
  if (LINE_BREAK.test(character)) return { kind: 'space', text: '\n' }
  if (INVISIBLE.test(character)) return { kind: 'invisible', text: '' }
  if (LATIN_MARK.test(character)) return { kind: 'accent', text: '' }
  const text = simplified(character)
  if (text === character || !isGsm(text)) return { kind: 'other', text: null }
  return { kind: /\p{L}/u.test(character) ? 'accent' : 'symbol', text }
}

/** The character taken apart (NFKD), without marks, its pieces replaced where the tables know them. */
function simplified(text: string): string {
  let result = ''
  for (const piece of text.normalize('NFKD')) {
    if (!LATIN_MARK.test(piece) && piece !== EMOJI_STYLE)
      result += isGsm(piece) ? piece : (substitutes.get(piece)?.text ?? piece)
  }
  return result
}
