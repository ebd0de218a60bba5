import { expect, test } from 'vitest'
import { rateHeaders, takeToken } from './rate-limit.ts'

let key = 0
const burst = 200

test('a burst passes, the next request is refused and says when to come again', () => {
  const id = ++key
  const states = Array.from({ length: burst + 1 }, () => takeToken(id, undefined, 1000))
  expect(states.slice(0, burst).every((state) => state.allowed)).toBe(true)
  expect(states.at(-1)).toMatchObject({ allowed: false, remaining: 0, retryAfterSeconds: 1 })
  expect(rateHeaders(takeToken(id, undefined, 1000))).toEqual({
    'ratelimit-limit': '200',
    'ratelimit-remaining': '0',
    'ratelimit-reset': '2',
    'ratelimit-policy': '100;w=1;burst=200',
    'retry-after': '1',
  })
})

test('the steady rate passes for ever, and not more', () => {
  const id = ++key
  Array.from({ length: burst }, () => takeToken(id, undefined, 0))
  const second = (at: number) =>
    Array.from({ length: 250 }, (_, i) => takeToken(id, undefined, at + i * 4)).filter(
      (state) => state.allowed,
    ).length
  expect(second(0)).toBeGreaterThanOrEqual(100 - 1)
  expect(second(1000)).toBeLessThanOrEqual(100 + 1)
})

test('each key has its own bucket', () => {
  const id = ++key
  Array.from({ length: burst + 1 }, () => takeToken(id, undefined, 0))
  expect(takeToken(++key, undefined, 0).allowed).toBe(true)
})

test('a key with a rate of its own has that one, and twice as many at once', () => {
  const id = ++key
  const states = Array.from({ length: 12 }, () => takeToken(id, 5, 0))
  expect(states.filter(({ allowed }) => allowed)).toHaveLength(10)
  expect(rateHeaders(takeToken(id, 5, 400))).toMatchObject({
    'ratelimit-limit': '10',
    'ratelimit-policy': '5;w=1;burst=10',
  })
})
