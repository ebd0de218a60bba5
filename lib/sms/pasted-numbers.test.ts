import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processorTime } from '#test/processor-time.ts'
import { splitPasted } from './pasted-numbers.ts'

const entries = (text: string) => [...splitPasted(text)].map(({ raw }) => raw)
const HASH = '8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d'

describe('splitting pasted numbers', () => {
  it.each([
    ['0712345678\n0722345678', ['0712345678', '0722345678']],
    [
      '0712345678,0722345678;0733345678|0744345678\t0755345678',
      ['0712345678', '0722345678', '0733345678', '0744345678', '0755345678'],
    ],
    ['0712345678، 0722345678，0733345678', ['0712345678', '0722345678', '0733345678']],
    ['+254 712 345 678', ['+254 712 345 678']],
    ['0712 345 678', ['0712 345 678']],
    ['+66 812345678', ['+66 812345678']],
    ['0712345678 0722345678', ['0712345678', '0722345678']],
    ['0712345678 / 0722345678', ['0712345678', '0722345678']],
    ['0151/12345678', ['0151/12345678']],
    ['81234567 81234568', ['81234567', '81234568']],
    ['+254 712 345 678 +254 722 345 678', ['+254 712 345 678', '+254 722 345 678']],
    ['0712345678   +254 722 345 678', ['0712345678', '+254 722 345 678']],
    ['Amina +254 712 345 678', ['Amina +254 712 345 678']],
    ['2510123 2510124', ['2510123 2510124']],
    ['Flat 12 +254 712 345 678', ['Flat 12 +254 712 345 678']],
    ['Amina 0712345678', ['Amina 0712345678']],
    ['๐๘๑๒๓๔๕๖๗๘ ๐๘๑๒๓๔๕๖๗๙', ['๐๘๑๒๓๔๕๖๗๘', '๐๘๑๒๓๔๕๖๗๙']],
    [`${HASH} ${HASH.toUpperCase()}`, [HASH, HASH.toUpperCase()]],
    ['2,54712E+11, 0712345678', ['2,54712E+11', '0712345678']],
    ['0712345678,54712E+11', ['0712345678', '54712E+11']],
    [' , ;;\t\n\n', []],
    ['', []],
    ['\ufeff0712345678', ['0712345678']],
  ])('%j', (text, expected) => {
    expect(entries(text)).toEqual(expected)
  })

  it('counts lines as an editor does, whatever ends them, and skips empty ones', () => {
    expect([...splitPasted('0712345678\r\n\r\n0722345678, 0733345678\r0744345678\u20280755345678')]).toEqual([
      { raw: '0712345678', line: 1 },
      { raw: '0722345678', line: 3 },
      { raw: '0733345678', line: 3 },
      { raw: '0744345678', line: 4 },
      { raw: '0755345678', line: 5 },
    ])
  })

  it('reads no further than it is asked to', async () => {
    const text = '0712345678\n'.repeat(300_000)
    const all = await processorTime(() => [...splitPasted(text)].length)
    expect(splitPasted(text).next().value).toEqual({ raw: '0712345678', line: 1 })
    expect(await processorTime(() => splitPasted(text).next())).toBeLessThan(all / 10)
  })

  it('is not held up by a hundred thousand spaces', async () => {
    const text = `0712345678${' '.repeat(100_000)}x\n1${' +'.repeat(100_000)}`
    expect(await processorTime(() => expect(entries(text)).toHaveLength(2))).toBeLessThan(1000)
  })

  it('loses no digit, whatever is pasted', () => {
    const piece = fc.constantFrom(
      '0712345678',
      '+254',
      '712',
      ' ',
      ',',
      '\n',
      '/',
      'Amina',
      ';',
      '(0)',
      '\t',
      'E+11',
      '.',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        expect(entries(text).join('').replace(/\D/g, '')).toBe(text.replace(/\D/g, ''))
      }),
    )
  })
})
