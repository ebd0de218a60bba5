import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviseOnEncoding, findForeign, replaceWithGsm, shortenToSaveParts } from './advice.ts'
import { isGsm } from './gsm.ts'
import { countParts } from './parts.ts'

describe('naming what forces Unicode', () => {
  it('names each character once, with where it stands and what could replace it', () => {
    expect(findForeign('“Hi” said “Amina”\u200b')).toEqual([
      { character: '“', codePoints: 'U+201C', kind: 'typography', positions: [0, 10], replacement: '"' },
      { character: '”', codePoints: 'U+201D', kind: 'typography', positions: [3, 16], replacement: '"' },
      { character: '\u200b', codePoints: 'U+200B', kind: 'invisible', positions: [17], replacement: '' },
    ])
  })

  it('has nothing to say about a GSM text', () => {
    const text = 'Price: €5 [today], à la Ω'
    expect(adviseOnEncoding(text)).toMatchObject({ foreign: [], replaced: text, savedParts: 0 })
  })

  it('says what replacing saves', () => {
    const text = `${'a'.repeat(140)}…`
    const advice = adviseOnEncoding(text)
    expect(advice.count).toMatchObject({ encoding: 'ucs2', parts: 3 })
    expect(advice.replacedCount).toMatchObject({ encoding: 'gsm', parts: 1, units: 143 })
    expect(advice.savedParts).toBe(2)
  })

  it('promises no saving when a character without replacement stays', () => {
    expect(adviseOnEncoding(`${'ก'.repeat(66)}…`).savedParts).toBe(0)
    expect(adviseOnEncoding(`${'ก'.repeat(66)}………`)).toMatchObject({
      savedParts: 0,
      replacedCount: { parts: 2 },
    })
  })

  it.each([
    ['‘it’s’', "'it's'", 'typography'],
    ['a–b—c', 'a-b-c', 'typography'],
    ['wait…', 'wait...', 'typography'],
    ['`code`', "'code'", 'typography'],
    ['a\u00a0b\tc\u202fd\u3000e', 'a b c d e', 'space'],
    ['a\u2028b', 'a\nb', 'space'],
    ['a\u200bb\ufeffc\u00add\u2060e\u202af', 'abcdef', 'invisible'],
    ['nul\0l', 'null', 'invisible'],
    ['\u202d+254712345678\u202c', '+254712345678', 'invisible'],
    ['garçon, fête', 'garcon, fete', 'accent'],
    ['cafe\u0301', 'café', 'accent'],
    ['A\u030angstro\u0308m', 'Ångström', 'accent'],
    ['fe\u0302te', 'fete', 'accent'],
    ['Łódź Đoković', 'Lodz Dokovic', 'accent'],
    ['Œuvre', 'OEuvre', 'accent'],
    ['ΑΒΕΖ', 'ABEZ', 'accent'],
    ['10 µm', '10 um', 'accent'],
    ['5 \u2126', '5 Ω', 'accent'],
    ['½ price™ №3 m²', '1/2 priceTM No3 m2', 'symbol'],
    ['ＡＢＣ１', 'ABC1', 'accent'],
    ['© 2026 ®', '(C) 2026 (R)', 'symbol'],
    ['1\ufe0f\u20e3', '1', 'accent'],
    ['฿100', 'THB100', 'symbol'],
    ['Acme\u2122\ufe0f', 'AcmeTM', 'symbol'],
  ])('offers GSM for %j', (text, replaced, kind) => {
    expect(replaceWithGsm(text)).toBe(replaced)
    expect(findForeign(text).map((found) => found.kind)).toContain(kind)
    expect(isGsm(replaced)).toBe(true)
  })

  it.each([
    ['สวัสดี', 'other'],
    ['привет', 'other'],
    ['中', 'other'],
    ['😀', 'emoji'],
    ['👨‍👩‍👧', 'emoji'],
    ['❤️', 'emoji'],
    ['🇰🇪', 'emoji'],
    ['क्‍ष', 'other'],
    ['می‌خواهم', 'other'],
  ])('leaves %j whole, joiners and marks included', (text, kind) => {
    expect(replaceWithGsm(text)).toBe(text)
    expect(findForeign(text).every((found) => found.replacement === null && found.kind === kind)).toBe(true)
  })

  it('replaces only the characters that were asked for', () => {
    expect(replaceWithGsm('“a” – b', ['“', '”'])).toBe('"a" – b')
  })

  it('replaces everything that it says it can, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const foreign = findForeign(text)
        expect(foreign.length === 0).toBe(isGsm(text))
        for (const { character, positions, replacement } of foreign) {
          for (const position of positions) expect(text.startsWith(character, position)).toBe(true)
          if (replacement !== null) expect(isGsm(replacement)).toBe(true)
        }
        const left = findForeign(replaceWithGsm(text))
        expect(left.every(({ replacement }) => replacement === null)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('removing characters to save a part', () => {
  it.each([
    ['a'.repeat(160), null],
    ['a'.repeat(161), { characters: 1, parts: 1 }],
    ['a'.repeat(310), { characters: 4, parts: 2 }],
    [`${'a'.repeat(159)}€`, { characters: 1, parts: 1 }],
    ['ก'.repeat(75), { characters: 5, parts: 1 }],
    ['😀'.repeat(36), { characters: 1, parts: 1 }],
    [`${'a'.repeat(300)}😀`, { characters: 1, parts: 2 }],
  ])('%#', (text, expected) => {
    expect(shortenToSaveParts(text)).toEqual(expected)
  })

  it('is exact: with that many characters less it needs fewer parts, with one less than that it does not', () => {
    const character = fc.constantFrom('a', 'b', '€', ']', 'ก', 'ที่', '😀', '\r\n')
    const text = fc
      .tuple(fc.constantFrom('', 'a'.repeat(100), 'ก'.repeat(50)), fc.array(character, { maxLength: 250 }))
      .map(([head, tail]) => head + tail.join(''))
    fc.assert(
      fc.property(text, fc.constantFrom('characters' as const, 'graphemes' as const), (full, rule) => {
        const { parts } = countParts(full, { rule })
        const advice = shortenToSaveParts(full, { rule })
        if (parts === 1 || advice === null) {
          expect({ parts, advice }).toEqual({ parts: 1, advice: null })
          return
        }
        const points = [...full]
        const without = (n: number) => countParts(points.slice(0, points.length - n).join(''), { rule }).parts
        expect(without(advice.characters)).toBe(advice.parts)
        expect(advice.parts).toBeLessThan(parts)
        expect(without(advice.characters - 1)).toBe(parts)
      }),
      { numRuns: 1000 },
    )
  })
})
