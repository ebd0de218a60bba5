import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test.each([
  ['a number stays text in a spreadsheet', '254712345678', '"=""254712345678"""'],
  ['a leading zero is kept', '0712345678', '"=""0712345678"""'],
  ['a formula is not calculated', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['nor one behind a sign', '@SUM(1)', '"\'@SUM(1)"'],
  ['nor one behind a tab', '\t=1', '"\'\t=1"'],
  ['a delimiter and a line end are quoted', 'a,\nb', '"a,\nb"'],
  ['a plain word is left alone', 'Amina', 'Amina'],
  ['Thai too', 'สมชาย', 'สมชาย'],
])('%s', (_title, cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`)
})

test('cells stand beside each other, empty ones too', () => {
  expect(csvLine(['a', null, 3, ''])).toBe('a,,3,\r\n')
})
