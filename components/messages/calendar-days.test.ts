import { expect, test } from 'vitest'
import { daysOf, nextOf, previousOf } from './calendar-days.ts'

test('a month is drawn in whole weeks, from Monday to Sunday', () => {
  const days = daysOf({ view: 'month', day: '2026-11-15' })
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
  const short = daysOf({ view: 'month', day: '2027-02-01' })
  expect([short[0], short.at(-1), short.length]).toEqual(['2027-02-01', '2027-02-28', 28])
})

test('a week is the seven days around its day', () => {
  const days = daysOf({ view: 'week', day: '2026-11-29' })
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-11-23', '2026-11-29', 7])
})

test('one goes on and back over the end of a year', () => {
  expect(nextOf({ view: 'month', day: '2026-12-31' })).toBe('2027-01-01')
  expect(previousOf({ view: 'month', day: '2027-01-31' })).toBe('2026-12-01')
  expect(nextOf({ view: 'week', day: '2026-12-30' })).toBe('2027-01-04')
  expect(previousOf({ view: 'week', day: '2027-01-01' })).toBe('2026-12-21')
})
