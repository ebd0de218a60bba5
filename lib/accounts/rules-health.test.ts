import { expect, test } from 'vitest'
import { medianOf, noTimes, successShare, timeSlot } from './rules-health.ts'

const counted = (...ms: number[]) => {
  const times = noTimes()
  for (const each of ms) times[timeSlot(each)] = (times[timeSlot(each)] ?? 0) + 1
  return times
}

test('the median lies between the bounds that half of the requests kept below', () => {
  expect(medianOf(noTimes())).toBeNull()
  expect(medianOf(counted(30, 30, 30, 4000))).toBeGreaterThanOrEqual(20)
  expect(medianOf(counted(30, 30, 30, 4000))).toBeLessThanOrEqual(50)
  expect(medianOf(counted(60_000))).toBe(30_000)
})

test('a share is rounded so that it never hides a failure', () => {
  expect(successShare(0, 0)).toBeNull()
  expect(successShare(99_999, 1)).toBe(99)
  expect(successShare(5, 0)).toBe(100)
})
