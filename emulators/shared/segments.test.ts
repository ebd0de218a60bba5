import { describe, expect, it } from 'vitest'
import { segmentsOf } from './segments.ts'

const emoji = '😀'

describe('the parts of a text', () => {
  it.each([
    ['', 'gsm', 1],
    ['a'.repeat(160), 'gsm', 1],
    ['a'.repeat(161), 'gsm', 2],
    ['a'.repeat(306), 'gsm', 2],
    ['a'.repeat(307), 'gsm', 3],
    ['€'.repeat(80), 'gsm', 1],
    ['€'.repeat(81), 'gsm', 2],
    // The escape and its letter stay in one part.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm', 3],
    [']'.repeat(153), 'gsm', 3],
    [`${'a'.repeat(80)}\r\n${'a'.repeat(79)}`, 'gsm', 2],
    ['中'.repeat(70), 'ucs2', 1],
    ['中'.repeat(71), 'ucs2', 2],
    ['中'.repeat(134), 'ucs2', 2],
    ['中'.repeat(135), 'ucs2', 3],
    [emoji.repeat(35), 'ucs2', 1],
    [emoji.repeat(36), 'ucs2', 2],
    [emoji.repeat(66), 'ucs2', 2],
    // 33 pairs fill 66 of 67 units: a pair is not cut.
    [emoji.repeat(67), 'ucs2', 3],
    [`${'中'.repeat(66)}${emoji}${'中'.repeat(66)}`, 'ucs2', 3],
    ['ที่'.repeat(67), 'ucs2', 3],
    ['`', 'ucs2', 1],
    ['ç', 'ucs2', 1],
    ['ÇΩ', 'gsm', 1],
  ])('%#: %s…', (text, encoding, parts) => {
    expect(segmentsOf(text)).toEqual({ encoding, parts })
  })
})
