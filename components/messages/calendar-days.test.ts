import { expect, test, vi } from 'vitest'
import { byDay, daysOf, nextOf, previousOf } from './calendar-days.ts'

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

test('what leaves falls on its day by the clock of the zone, in whatever number', () => {
  const days = daysOf({ view: 'month', day: '2026-10-15' })
  const at = (time: string) => ({ at: new Date(time) })
  // In Berlin the clocks are put back on the 25th: that day has 25 hours.
  const entries = [
    '2026-10-24T21:59:59Z',
    '2026-10-24T22:00:00Z',
    '2026-10-25T22:59:59Z',
    '2026-10-25T23:00:00Z',
  ].map(at)
  const found = byDay(entries, days, 'Europe/Berlin')
  expect(['2026-10-24', '2026-10-25', '2026-10-26'].map((day) => found.get(day)?.length)).toEqual([1, 2, 1])

  const made = vi.spyOn(Intl, 'DateTimeFormat')
  const many = Array.from({ length: 1000 }, (_, n) => ({
    at: new Date(Date.UTC(2026, 9, 1) + n * 2_000_000),
  }))
  const all = byDay(many, days, 'Europe/Berlin')
  expect([...all.values()].flat()).toHaveLength(1000)
  // Making one takes as long as showing a message does.
  expect(made.mock.calls.length).toBeLessThan(many.length / 2)
  made.mockRestore()
})
