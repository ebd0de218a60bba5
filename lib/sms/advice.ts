import { isGsm } from './gsm.ts'
import { type ForeignKind, replacementFor } from './gsm-replacement.ts'
import { type CutOptions, countParts, type PartCount } from './parts.ts'

/** What a person can do about a text that costs more than it need: which characters, where, and what to put instead. */

/** A character that forces the whole text into UCS-2. */
export type ForeignCharacter = {
  /** As a reader sees it: one grapheme cluster, e.g. a letter with its accent. */
  character: string
  /** For what cannot be seen or told apart by eye, e.g. `U+200B` or `U+0065 U+0301`. */
  codePoints: string
  kind: ForeignKind
  /** Where it begins, counted in UTF-16 code units from 0, ascending. */
  positions: number[]
  /** GSM text that can stand for it; '' when it can simply go; null when nothing fits. */
  replacement: string | null
}

export type EncodingAdvice = {
  count: PartCount
  /** In order of first appearance; empty when the text is GSM already. */
  foreign: ForeignCharacter[]
  /** The text with every replacement made. */
  replaced: string
  replacedCount: PartCount
  /** Parts that the replacements save; 0 when they are not worth offering. */
  savedParts: number
}

/** Names every character that is not GSM, and says what replacing them would save. */
export function adviseOnEncoding(text: string, options?: CutOptions): EncodingAdvice {
  const count = countParts(text, options)
  if (count.encoding === 'gsm')
    return { count, foreign: [], replaced: text, replacedCount: count, savedParts: 0 }
  const replaced = replaceWithGsm(text)
  const replacedCount = countParts(replaced, options)
  return {
    count,
    foreign: findForeign(text),
    replaced,
    replacedCount,
    savedParts: Math.max(0, count.parts - replacedCount.parts),
  }
}

/** The characters outside the GSM alphabet, each once, with all its positions. */
export function findForeign(text: string): ForeignCharacter[] {
  const found = new Map<string, ForeignCharacter>()
  for (const { segment, index } of clusters(text)) {
    if (isGsm(segment)) continue
    const known = found.get(segment)
    if (known) known.positions.push(index)
    else found.set(segment, foreignCharacter(segment, index))
  }
  return [...found.values()]
}

/**
 * The text with GSM characters in place of others, where something can stand for them. `only` limits this to some
 * characters, given as in `ForeignCharacter.character`.
 *
 * @example replaceWithGsm('“Hi” – see you…') // '"Hi" - see you...'
 */
export function replaceWithGsm(text: string, only?: readonly string[]): string {
  if (isGsm(text)) return text
  let result = ''
  for (const { segment } of clusters(text)) {
    const keep = isGsm(segment) || (only && !only.includes(segment))
    result += keep ? segment : (replacementFor(segment).text ?? segment)
  }
  return result
}

/**
 * The fewest characters (code points) that must go from the end of the text before it needs fewer parts, and how many
 * it needs then; null when it needs only one part. More than one part can go at once: with the last foreign character
 * the whole text becomes GSM.
 */
export function shortenToSaveParts(
  text: string,
  options?: CutOptions,
): { characters: number; parts: number } | null {
  const { parts } = countParts(text, options)
  if (parts === 1) return null
  // A shorter beginning never needs more parts, so the longest one that needs fewer is found by halving.
  let fits = 0
  let tooLong = text.length
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (countParts(text.slice(0, middle), options).parts < parts) fits = middle
    else tooLong = middle
  }
  // If the cut falls into a surrogate pair, its second half counts as the character that must go.
  return { characters: [...text.slice(fits)].length, parts: countParts(text.slice(0, fits), options).parts }
}

function foreignCharacter(character: string, index: number): ForeignCharacter {
  const { kind, text } = replacementFor(character)
  const codePoints = [...character].map(
    (c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return { character, codePoints: codePoints.join(' '), kind, positions: [index], replacement: text }
}

let segmenter: Intl.Segmenter | undefined

function clusters(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text)
}
