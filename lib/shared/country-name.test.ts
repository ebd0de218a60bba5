import { expect, test } from 'vitest'
import { countryName } from './country-name.ts'

test('a country has its usual name in the reader’s language', () => {
  expect(countryName('KE', 'en')).toBe('Kenya')
  expect(countryName('TH', 'th')).toBe('ไทย')
  expect(['HK', 'MO', 'PS', 'FK'].map((code) => countryName(code, 'en'))).toEqual([
    'Hong Kong',
    'Macao',
    'Palestine',
    'Falkland Islands',
  ])
})

test('numbers of no country are the world’s, and what is no code is said as it stands', () => {
  expect(['001', '', 'ke'].map((code) => countryName(code, 'en'))).toEqual(['world', '', 'ke'])
})
