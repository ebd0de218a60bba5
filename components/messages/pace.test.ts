import { expect, test } from 'vitest'
import { addSample, ratePerSecond, type Sample, timeLeft } from './pace.ts'

const after = (...samples: Sample[]) => samples.reduce<Sample[]>(addSample, [])

test('the rate is said only after it has been watched for a moment', () => {
  expect(ratePerSecond(after({ at: 0, gone: 0 }))).toBeNull()
  expect(ratePerSecond(after({ at: 0, gone: 0 }, { at: 1000, gone: 200 }))).toBeNull()
  expect(ratePerSecond(after({ at: 0, gone: 0 }, { at: 1000, gone: 200 }, { at: 4000, gone: 800 }))).toBe(200)
})

test('what was long ago no longer counts', () => {
  const samples = after({ at: 0, gone: 0 }, { at: 20_000, gone: 100 }, { at: 24_000, gone: 500 })
  expect(ratePerSecond(samples)).toBe(100)
})

test('an answer that comes late changes nothing', () => {
  const samples = after({ at: 0, gone: 0 }, { at: 4000, gone: 400 })
  expect(addSample(samples, { at: 5000, gone: 300 })).toEqual(samples)
  expect(addSample(samples, { at: 3000, gone: 500 })).toEqual(samples)
})

test('a pause between two answers leaves one of them to measure from', () => {
  const samples = after({ at: 0, gone: 0 }, { at: 60_000, gone: 600 })
  expect(ratePerSecond(samples)).toBe(10)
})

test.each([
  [0, 100, { unit: 'seconds', hours: 0, count: 1 }],
  [730, 100, { unit: 'seconds', hours: 0, count: 8 }],
  [2310, 100, { unit: 'seconds', hours: 0, count: 25 }],
  [5600, 100, { unit: 'minutes', hours: 0, count: 1 }],
  [60_000, 100, { unit: 'minutes', hours: 0, count: 10 }],
  [800_000, 100, { unit: 'hours', hours: 2, count: 13 }],
])('%i people at %i a second take %o', (people, rate, span) => {
  expect(timeLeft(people, rate)).toEqual(span)
})

test('what does not move takes no time that could be said', () => {
  expect(timeLeft(10, 0)).toBeNull()
  expect(timeLeft(10, null)).toBeNull()
})
