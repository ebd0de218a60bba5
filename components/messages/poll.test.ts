import { expect, test } from 'vitest'
import { recipientStates } from '#lib/messages/rules.ts'
import type { StateCounts } from '#lib/messages/schema.ts'
import { pollMs } from './poll.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const at = (ms: number) => new Date(NOW + ms).toISOString()
const none = Object.fromEntries(recipientStates.map((state) => [state, 0])) as StateCounts
const message = (over: Partial<Parameters<typeof pollMs>[0]>) => ({
  state: 'sent' as const,
  counts: none,
  noReceipt: 0,
  dueAt: null,
  finishedAt: at(-1000),
  waits: [],
  ...over,
})

test('what is being sent is looked at every second', () => {
  expect(pollMs(message({ state: 'sending' }), NOW)).toBe(1000)
})

test('while everybody who is left waits for their hours it is looked at seldom', () => {
  const left = { state: 'sending' as const, counts: { ...none, queued: 5 } }
  const wait = (people: number) => [{ zone: 'Asia/Bangkok', people, until: at(3_600_000) }]
  expect(pollMs(message({ ...left, waits: wait(5) }), NOW)).toBe(10_000)
  expect(pollMs(message({ ...left, waits: wait(4) }), NOW)).toBe(1000)
})

test('a schedule is watched closely only in its last seconds', () => {
  expect(pollMs(message({ state: 'scheduled', dueAt: at(9000) }), NOW)).toBe(1000)
  expect(pollMs(message({ state: 'scheduled', dueAt: at(60_000) }), NOW)).toBe(5000)
})

test('a stopped message is watched until what was in flight is written', () => {
  expect(pollMs(message({ state: 'cancelled', counts: { ...none, queued: 3 } }), NOW)).toBe(1000)
  expect(pollMs(message({ state: 'cancelled' }), NOW)).toBe(false)
})

test('reports are waited for closely at first, then seldom, and after three days no longer', () => {
  const awaiting = { counts: { ...none, accepted: 5 }, noReceipt: 2 }
  expect(pollMs(message({ ...awaiting, finishedAt: at(-60_000) }), NOW)).toBe(2000)
  expect(pollMs(message({ ...awaiting, finishedAt: at(-3_600_000) }), NOW)).toBe(15_000)
  expect(pollMs(message({ ...awaiting, finishedAt: at(-80 * 3_600_000) }), NOW)).toBe(false)
  expect(pollMs(message({ counts: { ...none, accepted: 2 }, noReceipt: 2 }), NOW)).toBe(false)
})
