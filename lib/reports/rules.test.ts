import { expect, test } from 'vitest'
import { daysBetween, periodsBetween, spanOf } from './rules.ts'

test('a period without a message is a period all the same', () => {
  expect(periodsBetween('2026-12-30', '2027-01-02', 'day')).toEqual([
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
    '2027-01-02',
  ])
  expect(periodsBetween('2026-11-29', '2026-12-08', 'week')).toEqual([
    '2026-11-23',
    '2026-11-30',
    '2026-12-07',
  ])
  expect(periodsBetween('2026-11-29', '2026-12-08', 'month')).toEqual(['2026-11-01', '2026-12-01'])
})

test('days are counted with both ends, and a span ends where its last day does in the zone', () => {
  expect(daysBetween('2026-11-01', '2026-11-30')).toBe(30)
  const span = spanOf({ from: '2026-11-28', to: '2026-11-28' }, 'Asia/Bangkok')
  expect(span?.since.toISOString()).toBe('2026-11-27T17:00:00.000Z')
  expect(span?.until.toISOString()).toBe('2026-11-28T17:00:00.000Z')
  expect(spanOf({ from: '2026-11-28', to: '2026-11-27' }, 'UTC')).toBeNull()
  expect(spanOf({ from: 'yesterday', to: '2026-11-27' }, 'UTC')).toBeNull()
})
