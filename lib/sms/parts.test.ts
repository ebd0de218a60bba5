import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CuttingRule, countParts, splitParts } from './parts.ts'

const EMOJI = '😀'
const THAI_CLUSTER = 'ที่'

/** Encoding, parts: worked out by hand from 3GPP TS 23.038 and TS 23.040. */
const vectors: [name: string, text: string, encoding: 'gsm' | 'ucs2', parts: number][] = [
  ['160 a', 'a'.repeat(160), 'gsm', 1],
  ['161 a', 'a'.repeat(161), 'gsm', 2],
  ['306 a', 'a'.repeat(306), 'gsm', 2],
  ['307 a', 'a'.repeat(307), 'gsm', 3],
  ['80 €', '€'.repeat(80), 'gsm', 1],
  ['81 €', '€'.repeat(81), 'gsm', 2],
  ['152 a, €, 152 a', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm', 3],
  ['153 ]', ']'.repeat(153), 'gsm', 3],
  ['80 a, CRLF, 79 a', `${'a'.repeat(80)}\r\n${'a'.repeat(79)}`, 'gsm', 2],
  ['70 中', '中'.repeat(70), 'ucs2', 1],
  ['71 中', '中'.repeat(71), 'ucs2', 2],
  ['134 中', '中'.repeat(134), 'ucs2', 2],
  ['135 中', '中'.repeat(135), 'ucs2', 3],
  ['35 emoji', EMOJI.repeat(35), 'ucs2', 1],
  ['36 emoji', EMOJI.repeat(36), 'ucs2', 2],
  ['66 emoji', EMOJI.repeat(66), 'ucs2', 2],
  ['67 emoji', EMOJI.repeat(67), 'ucs2', 3],
  ['66 中, emoji, 66 中', `${'中'.repeat(66)}${EMOJI}${'中'.repeat(66)}`, 'ucs2', 3],
  ['74 ] with 10 a and one emoji', `${']'.repeat(74)}${'a'.repeat(10)}${EMOJI}`, 'ucs2', 2],
  ['67 Thai clusters of 3 units', THAI_CLUSTER.repeat(67), 'ucs2', 3],
  ['nothing', '', 'gsm', 1],
]

/** Septet value by position, written from the table in TS 23.038; 0x1B is the escape. */
const TABLE = [
  0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5, 0x394, 0x5f,
  0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0x1b, 0xc6, 0xe6, 0xdf, 0xc9, 0x20, 0x21,
  0x22, 0x23, 0xa4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x31, 0x32, 0x33,
  0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0xa1, 0x41, 0x42, 0x43, 0x44, 0x45,
  0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57,
  0x58, 0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
  0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4,
  0xf6, 0xf1, 0xfc, 0xe0,
]
const EXTENSION = new Map([
  [0x0a, 0x0c],
  [0x14, 0x5e],
  [0x28, 0x7b],
  [0x29, 0x7d],
  [0x2f, 0x5c],
  [0x3c, 0x5b],
  [0x3d, 0x7e],
  [0x3e, 0x5d],
  [0x40, 0x7c],
  [0x65, 0x20ac],
])
const septetsByCodePoint = new Map<number, number[]>([
  ...TABLE.map((codePoint, septet): [number, number[]] => [codePoint, [septet]]).filter(([c]) => c !== 0x1b),
  ...[...EXTENSION].map(([septet, codePoint]): [number, number[]] => [codePoint, [0x1b, septet]]),
])

/** The slow model: writes out the very septets or UTF-16 octets and deals them out to parts one by one. */
function slowParts(text: string, rule: CuttingRule): { encoding: 'gsm' | 'ucs2'; sizes: number[] } {
  const clusters =
    rule === 'graphemes'
      ? [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map((s) => s.segment)
      : [...text]
  const gsm = [...text].every((character) => septetsByCodePoint.has(character.codePointAt(0) ?? -1))
  const encode = (piece: string): number[] =>
    gsm
      ? [...piece].flatMap((character) => septetsByCodePoint.get(character.codePointAt(0) ?? -1) ?? [])
      : Array.from({ length: piece.length }, (_, i) => piece.charCodeAt(i))
  const all = encode(text)
  const [single, multi] = gsm ? [160, 153] : [70, 67]
  const encoding = gsm ? 'gsm' : 'ucs2'
  if (all.length <= single) return { encoding, sizes: [all.length] }
  const sizes = [0]
  const deal = (units: number[]) => {
    const last = sizes.at(-1) ?? 0
    if (last + units.length <= multi) sizes[sizes.length - 1] = last + units.length
    else sizes.push(units.length)
  }
  for (const cluster of clusters) {
    if (encode(cluster).length <= multi) deal(encode(cluster))
    else {
      // What no part can hold begins a part of its own and is dealt out character by character.
      if (sizes.at(-1) !== 0) sizes.push(0)
      for (const character of cluster) deal(encode(character))
    }
  }
  return { encoding, sizes }
}

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcdefghij 0123456789') },
  { weight: 2, arbitrary: fc.constantFrom('€', '[', ']', '{', '}', '^', '~', '|', '\\', '\f') },
  { weight: 1, arbitrary: fc.constantFrom('\r\n', '\r', '\n', 'Ç', 'Ω', 'è') },
)
const foreign = fc.constantFrom(
  'ก',
  'ที่',
  'เ',
  'า',
  'ะ',
  '\u0e48',
  '\u0e33',
  'น้ำ',
  '中',
  EMOJI,
  '👨‍👩‍👧',
  '🇰🇪',
  'e\u0301',
  '\ud83d',
  '\ude00',
  '\u200b',
  '\u0600',
  'ç',
  '`',
  'ж',
  'क्षि',
  '한',
  '\r\n',
  'a',
)
const gsmText = fc.array(character, { maxLength: 500 }).map((list) => list.join(''))
const anyText = fc
  .tuple(
    gsmText,
    fc.array(fc.oneof(foreign, character), { maxLength: 200 }),
    fc.constantFrom('', '\u0e33'.repeat(150)),
    gsmText,
  )
  .map((list) => list.flat().join(''))

describe('counting parts', () => {
  it.each(vectors)('%s', (_, text, encoding, parts) => {
    expect(countParts(text)).toMatchObject({ encoding, parts })
    expect(splitParts(text)).toHaveLength(parts)
  })

  it('says how much room is left in the last part', () => {
    expect(countParts('')).toEqual({ encoding: 'gsm', parts: 1, units: 0, perPart: 160, remaining: 160 })
    expect(countParts('a'.repeat(159))).toMatchObject({ units: 159, perPart: 160, remaining: 1 })
    expect(countParts('a'.repeat(161))).toMatchObject({ units: 161, perPart: 153, remaining: 145 })
    expect(countParts('中'.repeat(71))).toMatchObject({ units: 71, perPart: 67, remaining: 63 })
    // The escape pair that did not fit leaves one septet of the first part unused.
    expect(countParts(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ units: 306, remaining: 152 })
  })

  it('knows every character of both tables and no other', () => {
    for (let code = 0; code < 0x10000; code++) {
      const expected = septetsByCodePoint.get(code)
      const { encoding, units } = countParts(String.fromCharCode(code))
      expect({ code, encoding, units }).toEqual({
        code,
        encoding: expected ? 'gsm' : 'ucs2',
        units: expected?.length ?? 1,
      })
    }
  })

  it('lets no single foreign character keep the GSM encoding, wherever it stands', () => {
    for (const bad of ['`', '\t', '\u00a0', '“', '–', '…', 'ç', 'ê', 'µ', '\u2126', 'Α', '\u200b', '\u0301'])
      for (const at of [0, 80, 159])
        expect(countParts(`${'a'.repeat(at)}${bad}${'a'.repeat(159 - at)}`)).toMatchObject({
          encoding: 'ucs2',
          parts: 3,
        })
  })

  it.each(['characters', 'graphemes'] as const)('agrees with the slow model, cutting by %s', (rule) => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText), (text) => {
        const slow = slowParts(text, rule)
        const count = countParts(text, { rule })
        expect({ encoding: count.encoding, parts: count.parts }).toEqual({
          encoding: slow.encoding,
          parts: slow.sizes.length,
        })
        expect(count.perPart - count.remaining).toBe(slow.sizes.at(-1))
        const pieces = splitParts(text, { rule })
        expect(pieces.join('')).toBe(text)
        expect(pieces.map((piece) => countUnits(piece, count.encoding))).toEqual(slow.sizes)
      }),
      { numRuns: 1500 },
    )
  })
})

describe('cutting by grapheme clusters', () => {
  it('keeps a Thai letter with its marks in one part, at the price of a part', () => {
    const text = THAI_CLUSTER.repeat(67)
    expect(countParts(text, { rule: 'graphemes' }).parts).toBe(4)
    for (const piece of splitParts(text, { rule: 'graphemes' })) expect(piece.length % 3).toBe(0)
  })

  it('keeps an Arabic number sign with the digit that it spans', () => {
    expect(splitParts(`${'ก'.repeat(66)}\u0600${'1'.repeat(10)}`, { rule: 'graphemes' })[1]).toMatch(
      /^\u0600/,
    )
  })

  it('cuts a cluster that is longer than a part', () => {
    const text = `a${'\u0301'.repeat(200)}`
    expect(splitParts(text, { rule: 'graphemes' }).map((piece) => piece.length)).toEqual([67, 67, 67])
  })
})

const countUnits = (piece: string, encoding: 'gsm' | 'ucs2') =>
  encoding === 'ucs2'
    ? piece.length
    : [...piece].reduce((sum, c) => sum + (septetsByCodePoint.get(c.codePointAt(0) ?? -1)?.length ?? 0), 0)
