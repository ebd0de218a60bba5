import { describe, expect, test } from 'vitest'
import { dayAfter, dayBegins, dayIn, periodOf } from './day-begins.ts'

describe('a day on a calendar', () => {
  test('begins when the clocks of its zone show midnight', () => {
    expect(dayBegins('2026-11-21', 'Asia/Bangkok')?.toISOString()).toBe('2026-11-20T17:00:00.000Z')
    expect(dayBegins('2026-11-21', 'UTC')?.toISOString()).toBe('2026-11-21T00:00:00.000Z')
  })

  test('begins after the gap where the clocks leave midnight out', () => {
    // Lebanon puts its clocks forward at midnight of the last Sunday in March.
    expect(dayBegins('2025-03-30', 'Asia/Beirut')?.toISOString()).toBe('2025-03-29T22:00:00.000Z')
  })

  test('is followed by the next one, over the end of a year too', () => {
    expect(dayAfter('2026-12-31')).toBe('2027-01-01')
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
    expect(dayAfter('nonsense')).toBe('nonsense')
  })

  test('is not what only looks like one', () => {
    expect(dayBegins('2026-02-31', 'UTC')).toBeNull()
    expect(dayBegins('2026-13-01', 'UTC')).toBe(null)
    expect(dayBegins('yesterday', 'UTC')).toBe(null)
  })
})

test('a week begins on Monday and a month on its first', () => {
  expect(periodOf('2026-11-29', 'week')).toBe('2026-11-23')
  expect(periodOf('2026-11-23', 'week')).toBe('2026-11-23')
  expect(periodOf('2026-11-29', 'month')).toBe('2026-11-01')
  expect(periodOf('2026-11-29', 'day')).toBe('2026-11-29')
})

test('the same instant is another day in another zone', () => {
  const at = new Date('2026-11-28T20:30:00Z')
  expect(dayIn(at, 'Asia/Bangkok')).toBe('2026-11-29')
  expect(dayIn(at, 'America/New_York')).toBe('2026-11-28')
})
