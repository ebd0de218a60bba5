import { expect, test } from 'vitest'
import { calendarDaysFrom } from './calendar-days.ts'

const at = (iso: string) => new Date(iso)

test('half an hour across midnight is a day apart', () => {
  expect(calendarDaysFrom(at('2026-11-21T16:50:00Z'), at('2026-11-21T17:20:00Z'), 'Asia/Bangkok')).toBe(1)
})

test('the same two instants are one day in another zone', () => {
  expect(calendarDaysFrom(at('2026-11-21T16:50:00Z'), at('2026-11-21T17:20:00Z'), 'UTC')).toBe(0)
})

test('yesterday is minus one, also across the turn of the year', () => {
  expect(calendarDaysFrom(at('2027-01-01T00:10:00Z'), at('2026-12-31T23:50:00Z'), 'UTC')).toBe(-1)
})

test('the short day of a clock change counts as one day', () => {
  expect(calendarDaysFrom(at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z'), 'Europe/Berlin')).toBe(1)
})
