import { expect, test } from 'vitest'
import { keyRate, rateHeaders, takeToken } from './rate-limit.ts'

let key = 0

test('a burst passes, the next request is refused and says when to come again', () => {
  const id = ++key
  const states = Array.from({ length: keyRate.burst + 1 }, () => takeToken(id, 1000))
  expect(states.slice(0, keyRate.burst).every((state) => state.allowed)).toBe(true)
  expect(states.at(-1)).toMatchObject({ allowed: false, remaining: 0, retryAfterSeconds: 1 })
  expect(rateHeaders(takeToken(id, 1000))).toEqual({
    'ratelimit-limit': '200',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '2',
    'retry-after': '1',
  })
})

test('the steady rate passes for ever, and not more', () => {
  const id = ++key
  Array.from({ length: keyRate.burst }, () => takeToken(id, 0))
  const second = (at: number) =>
    Array.from({ length: 250 }, (_, i) => takeToken(id, at + i * 4)).filter((state) => state.allowed).length
  expect(second(0)).toBeGreaterThanOrEqual(keyRate.perSecond - 1)
  expect(second(1000)).toBeLessThanOrEqual(keyRate.perSecond + 1)
})

test('each key has its own bucket', () => {
  const id = ++key
  Array.from({ length: keyRate.burst + 1 }, () => takeToken(id, 0))
  expect(takeToken(++key, 0).allowed).toBe(true)
})
