import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/voximplant/server.ts'
import type { ReceiptQuery } from '../provider.ts'
import { voximplant } from './index.ts'
import { makeCredentials } from './test-credentials.ts'

const credentials = makeCredentials()
const to = '447443334011'
const sender = '447443332211'
const both = ['two-way', 'a2p'] as const

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const open = async (
  settings: object = {},
  options: Parameters<typeof startEmulator>[0] = {},
  now = () => new Date(),
) => {
  const emulator = await startEmulator({ credentials, receiptMs: 0, ...options })
  const connection = voximplant.connect({
    settings: { baseUrl: emulator.url, ...settings },
    secrets: credentials,
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now,
  })
  stops.push(() => connection.close(), emulator.close)
  const sentAt = new Date()
  const send = async (numbers = [to], text = 'Hello') => {
    const outcomes = []
    for (const number of numbers) {
      const messages = [{ reference: 'e.1.1', to: number, text, parts: 1 }]
      outcomes.push(...(await connection.send({ sender, messages, callbackUrl: null, mayStart: () => true })))
    }
    return outcomes.map((outcome) => (outcome.kind === 'accepted' ? outcome.reference : null))
  }
  const query = (over: Partial<ReceiptQuery> = {}): ReceiptQuery => ({
    reference: null,
    ourReference: 'e.1.1',
    to,
    sentAt,
    ...over,
  })
  const find = (...queries: ReceiptQuery[]) => connection.findSent?.(queries, async () => true)
  const poll = async (...queries: ReceiptQuery[]) => (await connection.pollReceipts?.(queries))?.receipts
  return { control: emulator.control, send, query, find, poll }
}

describe.each(both)('what is in doubt (%s)', (service) => {
  test('was sent if the history has it once, and then has its id', async () => {
    const { control, send, query, find } = await open({ service })
    control.hazard({ kind: 'reset-after', times: 1 })
    expect(await send()).toEqual([null])
    const { id } = control.messages()[0] ?? {}
    expect(await find(query({ sender, text: 'Hello' }))).toEqual([{ kind: 'sent', reference: String(id) }])
  })

  test('was not sent if the history has nothing for the number', async () => {
    const { control, send, query, find } = await open({ service })
    control.hazard({ kind: 'reset-before', times: 1 })
    await send()
    await send(['447443334099'])
    expect(await find(query({ sender, text: 'Hello' }))).toEqual([{ kind: 'not_sent' }])
  })

  test('was not sent if the history has it as failed', async () => {
    const { control, send, query, find } = await open({ service })
    control.hazard({ kind: 'refuse', times: 1 })
    control.hazard({ kind: 'reset-after', times: 1 })
    expect(await send()).toEqual([null])
    expect(await find(query({ sender, text: 'Hello' }))).toEqual([{ kind: 'not_sent' }])
  })

  test('stays in doubt between two that look alike', async () => {
    const { send, query, find } = await open({ service })
    await send([to, to])
    expect(await find(query({ sender, text: 'Hello' }))).toEqual([{ kind: 'silent' }])
  })

  test('stays in doubt if another in doubt could be the one that was sent', async () => {
    const { send, query, find } = await open({ service })
    await send()
    const doubtful = [query({ ourReference: 'e.1.1' }), query({ ourReference: 'e.2.1' })]
    expect(await find(...doubtful)).toEqual([{ kind: 'silent' }, { kind: 'silent' }])
  })

  test('is told apart by its text where Voximplant keeps texts', async () => {
    const { send, query, find } = await open({ service, storeBody: true })
    const [, second] = [await send([to], 'One'), await send([to], 'Two')]
    expect(await find(query({ text: 'Two' }), query({ text: 'Three' }))).toEqual([
      { kind: 'sent', reference: second?.[0] },
      { kind: 'silent' },
    ])
  })

  test('stays in doubt when nobody knows when it was sent', async () => {
    const { query, find, control } = await open({ service })
    expect(await find(query({ sentAt: null }))).toEqual([{ kind: 'silent' }])
    expect(control.requests()).toEqual([])
  })

  test('stays in doubt when the clocks differ', async () => {
    const { query, find } = await open({ service }, {}, () => new Date(Date.now() + 45_000))
    expect(await find(query())).toEqual([{ kind: 'silent' }])
  })

  test('was not this one if it was sent long after', async () => {
    const { send, query, find, control } = await open({ service })
    control.advance(3_600_000)
    await send()
    expect(await find(query())).toEqual([{ kind: 'silent' }])
  })

  test.each([
    ['says that there is more', { result: [], total_count: 3 }],
    ['names no number', { result: [{ message_id: 1 }, { message_id: 2 }], total_count: 2 }],
  ])('stays in doubt when the history %s', async (_name, body) => {
    const { query, find, control } = await open({ service })
    control.hazard({ kind: 'status-before', on: ['*'], status: 200, body: JSON.stringify(body) })
    expect(await find(query())).toEqual([{ kind: 'silent' }])
  })

  test('is no question for a provider that does not answer', async () => {
    const { query, find, control } = await open({ service })
    control.hazard({ kind: 'throttle', on: ['*'] })
    await expect(find(query())).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
  })
})

test('an id of the other kind is found as what it is', async () => {
  const { control, send, query, find, poll } = await open({ service: 'a2p' })
  control.hazard({ kind: 'transaction-id', times: 1 })
  const [reference] = await send()
  expect(reference).toMatch(/^transaction:\d+$/)
  expect(await poll(query({ reference: reference ?? null }))).toMatchObject([
    { reference, ourReference: 'e.1.1', to, state: 'delivered' },
  ])
  expect(await find(query({ reference: reference ?? null }))).toMatchObject([{ kind: 'sent' }])
})

describe('a receipt', () => {
  test.each([
    ['QUEUED', 'accepted', null],
    ['DISPATCHED', 'accepted', null],
    ['ABORTED', 'undelivered', 'ABORTED'],
    ['REJECTED', 'rejected', 'REJECTED'],
    ['DELIVERED', 'delivered', null],
    ['FAILED', 'undelivered', 'FAILED'],
    ['EXPIRED', 'expired', 'EXPIRED'],
    ['UNKNOWN', 'accepted', 'NO_RECEIPT'],
  ])('of %s is %s', async (state, expected, reason) => {
    const { control, send, query, poll } = await open({ service: 'a2p' })
    control.hazard({ kind: 'receipt-state', state })
    const [reference = null] = await send()
    expect(await poll(query({ reference }))).toEqual([
      {
        reference,
        ourReference: 'e.1.1',
        to,
        state: expected,
        reason,
        raw: expect.stringContaining(state),
        at: expect.any(Date),
        parts: 1,
      },
    ])
  })

  test('of a rented number says that nothing more will be heard', async () => {
    const { send, query, poll } = await open()
    const [reference = null] = await send()
    expect(await poll(query({ reference }))).toMatchObject([{ state: 'accepted', reason: 'NO_RECEIPT' }])
  })

  test.each(['text', 'number'] as const)('is found with numbers as %s', async (historyNumbers) => {
    const { send, query, poll } = await open({ service: 'a2p' }, { historyNumbers })
    const [reference = null] = await send()
    expect(await poll(query({ reference }))).toMatchObject([{ reference, state: 'delivered' }])
  })

  test.each(both)('of what was accepted without id is found by its number (%s)', async (service) => {
    const { control, send, query, poll } = await open({ service })
    control.hazard({ kind: 'without-id' })
    await send()
    const receipts = await poll(query())
    expect(receipts).toMatchObject([{ reference: String(control.messages()[0]?.id), ourReference: 'e.1.1' }])
  })

  test('of many costs one question', async () => {
    const { send, query, poll, control } = await open({ service: 'a2p' })
    const numbers = Array.from({ length: 30 }, (_, n) => `4474433340${10 + n}`)
    const references = await send(numbers)
    const queries = references.map((reference, n) => query({ reference, to: numbers[n] ?? '' }))
    expect(await poll(...queries)).toHaveLength(30)
    expect(control.counts().byOperation.A2PGetSmsHistory).toBe(1)
  })

  test('of a number that failed later has no parts, whatever it cost', async () => {
    const { query, poll, control } = await open()
    const row = { message_id: 5, destination_number: to, status_id: '2', fragments: 0, cost: 0.02 }
    const body = JSON.stringify({ result: [{ ...row, error_message: 'No' }], total_count: 1 })
    control.hazard({ kind: 'status-before', on: ['*'], status: 200, body })
    expect(await poll(query({ reference: '5' }))).toEqual([
      {
        reference: '5',
        ourReference: 'e.1.1',
        to,
        state: 'undelivered',
        reason: 'ERROR',
        raw: 'status 2 No',
        at: null,
      },
    ])
  })
})
