import { expect, test } from 'vitest'
import { numberText } from './number-text.ts'

const row = (msisdn: string, reason: string | null = null, parts = 1) => ({ msisdn, reason, parts })

test('a number gets its plus', () => {
  expect(numberText(row('254712345601'))).toBe('+254712345601')
  expect(numberText(row('254712345601', 'INVALID_NUMBER'))).toBe('+254712345601')
})

test('what could not be read stays as it was typed', () => {
  expect(numberText(row('2.54712E+11', 'SPREADSHEET_NUMBER', 0))).toBe('2.54712E+11')
  expect(numberText(row('12345', 'INVALID_NUMBER', 0))).toBe('12345')
})

test('a hash is shown by its beginning', () => {
  expect(numberText(row('ab12'.repeat(16)))).toBe('#ab12ab12ab…')
})
