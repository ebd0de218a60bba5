import { expect, test } from 'vitest'
import { daysLeft, isLow } from './rules-balance.ts'

const DAY = 86_400_000

test('what is left lasts as long as at the pace of the last days', () => {
  expect(daysLeft({ value: 600, spent: 100, spanMs: DAY })).toBe(6)
  expect(daysLeft({ value: 600, spent: 700, spanMs: 7 * DAY })).toBe(6)
  expect(daysLeft({ value: -5, spent: 100, spanMs: DAY })).toBe(0)
})

test('nobody can say how long it lasts where nothing was spent, or for a few hours only', () => {
  expect(daysLeft({ value: 600, spent: 0, spanMs: DAY })).toBeNull()
  expect(daysLeft({ value: 600, spent: 100, spanMs: DAY / 5 })).toBeNull()
})

test('a balance is low below what somebody said, and never where nobody did', () => {
  expect([isLow(4.99, 5), isLow(5, 5), isLow(0, null), isLow(null, 5)]).toEqual([true, false, false, false])
})
