import { expect, test } from 'vitest'
import { worstCountry } from './worst-country.ts'

const country = (code: string, people: number, notReached: number, leftOut = 0) => ({
  ...{ country: code, people, notReached, delivered: people - notReached - leftOut },
  ...{ onTheWay: 0, doubtful: 0, leftOut, spent: 0 },
})

test('the worst country is that of the greatest share, not of the most people', () => {
  expect(worstCountry([country('KE', 1000, 50), country('TH', 100, 20)])?.country).toBe('TH')
})

test('who is left out is in no share', () => {
  expect(worstCountry([country('KE', 1000, 50, 900), country('TH', 100, 20)])?.country).toBe('KE')
})

test('there is no worst country where everybody was reached', () => {
  expect(worstCountry([country('KE', 10, 0), country('TH', 10, 0)])).toBeUndefined()
})
