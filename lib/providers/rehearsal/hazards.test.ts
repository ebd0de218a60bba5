import { afterEach, expect, test, vi } from 'vitest'
import { startRehearsal } from '../../../emulators/rehearsal/server.ts'
import type { SendOutcome } from '../provider.ts'
import { rehearsal } from './index.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const stop of stops.splice(0)) await stop()
})

/** Sends so many single messages to a provider of this behaviour; what it took stands beside each outcome. */
const rehearse = async (behaviour: object, count = 20, timeoutMs = 30_000) => {
  const server = await startRehearsal({ keep: 1_000 })
  const connection = rehearsal.connect({
    settings: { latencyMs: 0, jitterMs: 0, ...behaviour },
    secrets: {},
    address: server.url,
    allowPrivateHosts: false,
    maxConnections: 50,
    timeoutMs,
    now: () => new Date(),
  })
  stops.push(() => connection.close(), server.stop)
  const outcomes = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const message = { reference: `e.1.${n}`, to: `668123${10_000 + n}`, text: 'Hello', parts: 1 }
      const [outcome] = await connection.send({
        sender: 'REHEARSAL',
        messages: [message],
        callbackUrl: null,
        mayStart: () => true,
      })
      return outcome as SendOutcome
    }),
  )
  const received = server.logbook.after(0, 1_000)
  expect(new Set(received.map(({ yourReference }) => yourReference)).size, 'nothing came twice').toBe(
    received.length,
  )
  return { outcomes, received, counters: server.counters, connection }
}

test.each([
  ['refusals about a recipient', { refusedPercent: 100 }, { kind: 'refused', about: 'recipient' }],
  ['refusals about the text', { refusedMessagePercent: 100 }, { kind: 'refused', about: 'message' }],
  [
    'refusals about the account',
    { refusedAccountPercent: 100 },
    { kind: 'refused', about: 'account', code: 'NO_CREDIT' },
  ],
  ['answers that never come', { lostPercent: 100 }, { kind: 'unknown', reason: 'TIMEOUT' }],
  [
    'answers cut off by a reset',
    { lostPercent: 100, lostBy: 'reset' },
    { kind: 'unknown', reason: 'CONNECTION_LOST' },
  ],
  ['answers without sense', { malformedPercent: 100 }, { kind: 'unknown', reason: 'ANSWER_NOT_UNDERSTOOD' }],
  [
    'maintenance',
    { outageEverySeconds: 1, outageSeconds: 1 },
    { kind: 'throttled', reason: 'OUTAGE', retryAfterMs: 1_000 },
  ],
  [
    'outages without an answer',
    { outageEverySeconds: 1, outageSeconds: 1, outageBy: 'silence' },
    { kind: 'unknown', reason: 'TIMEOUT' },
  ],
  [
    'outages with resets',
    { outageEverySeconds: 1, outageSeconds: 1, outageBy: 'reset' },
    { kind: 'unknown', reason: 'CONNECTION_LOST' },
  ],
])('%s', async (_name, behaviour, expected) => {
  const patience = 'reason' in expected && expected.reason === 'TIMEOUT' ? 400 : undefined
  const { outcomes, received } = await rehearse(behaviour, 20, patience)
  for (const outcome of outcomes) expect(outcome).toMatchObject(expected)
  const taken = received.filter(({ reference }) => reference !== null)
  if (expected.kind !== 'unknown') expect(taken).toEqual([])
})

test('beyond its rate the provider throttles and takes nothing', async () => {
  // Within one and the same moment, however long the requests take.
  vi.useFakeTimers({ toFake: ['Date'] })
  const { outcomes, received } = await rehearse({ limitPerSecond: 4 })
  const count = (wanted: string) => outcomes.filter(({ kind }) => kind === wanted).length
  expect([count('accepted'), count('throttled')]).toEqual([4, 16])
  expect(received).toHaveLength(4)
})

test('with everything at once, accepted means taken, refused and throttled mean not taken', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { outcomes, received } = await rehearse(
    {
      limitPerSecond: 80,
      refusedPercent: 20,
      lostPercent: 10,
      lostBy: 'reset',
      malformedPercent: 10,
      jitterMs: 10,
    },
    300,
  )
  const taken = new Map(received.map(({ yourReference, reference }) => [yourReference, reference]))
  outcomes.forEach((outcome, n) => {
    const reference = taken.get(`e.1.${n}`) ?? null
    if (outcome.kind === 'accepted') expect(reference).toBe(outcome.reference)
    if (outcome.kind === 'refused' || outcome.kind === 'throttled') expect(reference).toBeNull()
  })
  const kinds = new Set(outcomes.map(({ kind }) => kind))
  expect(kinds).toEqual(new Set(['accepted', 'refused', 'throttled', 'unknown']))
})

test('without settings it delivers everything, and says how its receipts come', () => {
  const { receipts, batch } = rehearsal.capabilities({})
  expect(receipts).toEqual({ push: true, echoesOurs: true, poll: expect.arrayContaining([2_030]) })
  expect(batch.size).toBe(1)
  expect(rehearsal.capabilities({ receipts: 'none' }).receipts).toMatchObject({ push: false, poll: null })
})

test('a receipt keeps the provider’s words and our reference', () => {
  const body = JSON.stringify({
    receipts: [
      {
        reference: 'RH-U-1-2',
        yourReference: 'e.1.2',
        to: '66812345678',
        state: 'undelivered',
        reason: 'ABSENT_SUBSCRIBER',
        at: '2026-03-01T12:00:00.000Z',
        parts: 2,
      },
    ],
  })
  const request = { method: 'POST', contentType: 'application/json', query: new URLSearchParams(), body }
  expect(rehearsal.readCallback?.(request, { settings: {}, secrets: {} })).toEqual({
    receipts: [
      {
        reference: 'RH-U-1-2',
        ourReference: 'e.1.2',
        to: '66812345678',
        state: 'undelivered',
        reason: 'ABSENT_SUBSCRIBER',
        raw: 'undelivered ABSENT_SUBSCRIBER',
        at: new Date('2026-03-01T12:00:00Z'),
        parts: 2,
      },
    ],
    replies: [],
  })
})
