import { expect, test } from 'vitest'
import type { Answer } from './exchange.ts'
import { jsonOrThrow, outcomeWithoutAnswer, retryAfterMs, throttledBy, unclear } from './outcomes.ts'

const now = new Date('2026-03-01T12:00:00Z')
const answer = (over: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status: 200,
  headers: {},
  body: '',
  ...over,
})

test('what may have left is unknown', () => {
  for (const reason of ['TIMEOUT', 'CONNECTION_LOST', 'ANSWER_BROKEN', 'ANSWER_TOO_BIG'] as const) {
    expect(outcomeWithoutAnswer({ kind: 'unknown', reason, detail: 'x' })).toEqual({
      kind: 'unknown',
      reason,
    })
  }
})

test('what surely did not leave is tried again, at once if it was only late', () => {
  expect(outcomeWithoutAnswer({ kind: 'not_sent', reason: 'CONNECTION_REFUSED', detail: '' })).toEqual({
    kind: 'throttled',
    retryAfterMs: 5_000,
    reason: 'CONNECTION_REFUSED',
  })
  expect(outcomeWithoutAnswer({ kind: 'not_sent', reason: 'TOO_LATE', detail: '' })).toMatchObject({
    kind: 'throttled',
    retryAfterMs: 0,
  })
})

test('an address that the account may not contact is the fault of the account', () => {
  expect(outcomeWithoutAnswer({ kind: 'not_sent', reason: 'HOST_NOT_ALLOWED', detail: '' })).toMatchObject({
    kind: 'refused',
    code: 'HOST_NOT_ALLOWED',
    about: 'account',
  })
})

test.each([
  ['7', 7_000],
  [' 0 ', 0],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['86400', 3_600_000],
  ['soon', null],
  ['', null],
  ['-5', null],
  [undefined, null],
])('Retry-After: %s means %s ms', (header, wait) => {
  expect(retryAfterMs(answer({ headers: { 'retry-after': header } }), now)).toBe(wait)
})

test('a 429 without a time waits five seconds', () => {
  expect(throttledBy(answer({ status: 429 }), now)).toEqual({
    kind: 'throttled',
    retryAfterMs: 5_000,
    reason: 'RATE_LIMITED',
  })
})

test('an answer that nobody understands is unknown and says why', () => {
  expect(unclear(answer({ status: 200 }))).toEqual({ kind: 'unknown', reason: 'ANSWER_NOT_UNDERSTOOD' })
  expect(unclear(answer({ status: 502 }))).toEqual({ kind: 'unknown', reason: 'HTTP_502' })
})

test('questions bring JSON or an error that says whose fault it is', () => {
  expect(jsonOrThrow(answer({ body: '{"a":1}' }))).toEqual({ a: 1 })
  const code = (value: string) => expect.objectContaining({ code: value })
  expect(() => jsonOrThrow(answer({ status: 401, body: '{}' }))).toThrow(code('INVALID_SETTINGS'))
  expect(() => jsonOrThrow(answer({ status: 403 }))).toThrow(code('INVALID_SETTINGS'))
  expect(() => jsonOrThrow(answer({ body: '<html>' }))).toThrow(code('PROVIDER_UNAVAILABLE'))
  expect(() => jsonOrThrow(answer({ status: 500, body: '{}' }))).toThrow(code('PROVIDER_UNAVAILABLE'))
  expect(() => jsonOrThrow({ kind: 'unknown', reason: 'TIMEOUT', detail: '' })).toThrow(
    code('PROVIDER_UNAVAILABLE'),
  )
})
