import { describe, expect, test } from 'vitest'
import { readPriceFile, writePriceFile } from './rules-prices.ts'

describe('a price file', () => {
  test('is read with any usual separator, with or without titles', () => {
    const expected = [
      { prefix: '', credits: 1, validFrom: null },
      { prefix: '254', credits: 0.125, validFrom: '2027-01-01T00:00:00.000Z' },
    ]
    expect(
      readPriceFile('\uFEFFprefix,credits_per_part,valid_from\r\n*,1,\r\n+254,0.125,2027-01-01\r\n').lines,
    ).toEqual(expected)
    expect(readPriceFile('*;1\n254;0.125;2027-01-01').lines).toEqual(expected)
    expect(readPriceFile('"*"\t"1"\n"254"\t"0.125"\t"2027-01-01"').lines).toEqual(expected)
  })

  test('is told row by row what is wrong with it', () => {
    const file = 'prefix,credits\n254,1.2345\n\nKenya,1\n255,1,soon\n256,-1\n66,1\n66,2'
    expect(readPriceFile(file)).toEqual({
      lines: [{ prefix: '66', credits: 1, validFrom: null }],
      refused: [
        { row: 2, problem: 'credits' },
        { row: 4, problem: 'prefix' },
        { row: 5, problem: 'validFrom' },
        { row: 6, problem: 'credits' },
        { row: 8, problem: 'doubled' },
      ],
    })
  })

  test('that was exported is read back as it was', () => {
    const lines = [
      { prefix: '', credits: 1.5, validFrom: '2026-11-21T07:00:00.000Z' },
      { prefix: '25471', credits: 0.001, validFrom: '2026-12-01T00:00:00.000Z' },
    ]
    expect(readPriceFile(writePriceFile(lines))).toEqual({ lines, refused: [] })
  })
})
