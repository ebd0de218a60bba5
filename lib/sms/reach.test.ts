import { expect, test } from 'vitest'
import { listCountries } from './numbering-plan.ts'
import { reachWithout } from './reach.ts'

test('where a provider sends is told by whichever list is shorter', () => {
  expect(reachWithout([])).toEqual({ only: false, countries: [] })
  expect(reachWithout(['US'])).toEqual({ only: false, countries: ['US'] })
  const allBut = listCountries().filter((country) => country !== 'TH')
  expect(reachWithout(allBut)).toEqual({ only: true, countries: ['TH'] })
})
