import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/mesms/server.ts'
import type { ReceiptQuery } from '../provider.ts'
import { mesms } from './index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const number = (n: number) => `668123${45_000 + n}`

/** An account at an emulator that knows the last word after a second of its own clock. */
const open = async (settings: object = {}, emulated: object = {}) => {
  const { control, url, close } = await startEmulator({ receiptMs: 1_000, ...emulated })
  const connection = mesms.connect({
    settings: { baseUrl: url, pageSize: 10, ...settings },
    secrets: { apiKey: 'mesms-key' },
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  closing.push(() => connection.close(), close)
  const send = async (count: number, first = 0): Promise<ReceiptQuery[]> => {
    const messages = Array.from({ length: count }, (_, n) => ({
      reference: `era.1.${first + n}`,
      to: number(first + n),
      text: 'Sawasdee',
      parts: 1,
    }))
    const outcomes = await connection.send({
      sender: 'LONGWAVE',
      messages,
      callbackUrl: null,
      mayStart: () => true,
    })
    return messages.map(({ reference, to }, n) => {
      const outcome = outcomes[n]
      if (outcome?.kind !== 'accepted') throw new Error('not accepted')
      return { reference: outcome.reference, ourReference: reference, to, sentAt: new Date() }
    })
  }
  const poll = async (queries: readonly ReceiptQuery[]) =>
    (await connection.pollReceipts?.(queries))?.receipts ?? []
  const pages = () => control.counts().byOperation.recipients ?? 0
  return { control, send, poll, pages }
}

describe('the seven words', () => {
  test.each([
    ['success', 'delivered', null],
    ['failed', 'undelivered', 'UNREACHABLE'],
    ['invalid', 'rejected', 'INVALID_NUMBER'],
    ['blocked', 'blocked', 'BLOCKLISTED'],
    ['expired', 'expired', 'EXPIRED'],
    ['timeout', 'accepted', 'NO_RECEIPT'],
  ])('%s is %s', async (final, state, reason) => {
    const { control, send, poll } = await open({}, { final })
    const queries = await send(1)
    control.advance(2_000)
    expect(await poll(queries)).toEqual([
      { reference: queries[0]?.reference, to: number(0), state, reason, raw: final, at: expect.any(Date) },
    ])
  })

  test('pending is no news', async () => {
    const { send, poll } = await open()
    expect(await poll(await send(3))).toEqual([])
  })

  test('a number that was refused after acceptance is rejected, alone', async () => {
    const { control, send, poll } = await open()
    control.hazard({ kind: 'refuse', numbers: [number(1)] })
    const queries = await send(3)
    control.advance(2_000)
    expect((await poll(queries)).map(({ to, state }) => `${to} ${state}`)).toEqual([
      `${number(0)} delivered`,
      `${number(1)} rejected`,
      `${number(2)} delivered`,
    ])
  })
})

describe('paging', () => {
  test('reaches everybody', async () => {
    const { control, send, poll } = await open()
    const queries = await send(95)
    control.advance(2_000)
    const receipts = await poll(queries)
    expect(new Set(receipts.map(({ to }) => to))).toEqual(new Set(queries.map(({ to }) => to)))
    expect(receipts).toHaveLength(95)
  })

  test('a message that fits on a page costs one request', async () => {
    const { control, send, poll, pages } = await open({ pageSize: 1_000 })
    const queries = await send(95)
    control.advance(2_000)
    expect(await poll(queries)).toHaveLength(95)
    expect(pages()).toBe(1)
  })

  test('where all are pending, the first page and its counts are enough', async () => {
    const { send, poll, pages } = await open()
    expect(await poll(await send(95))).toEqual([])
    expect(pages()).toBe(1)
  })

  test('where few are still awaited, only those of their status are read again', async () => {
    const { control, send, poll, pages } = await open()
    control.hazard({ kind: 'receipt-late', numbers: [number(90), number(91)], ms: 3_600_000 })
    const queries = await send(95)
    control.advance(2_000)
    const awaited = queries.slice(90, 92)
    expect(await poll(awaited)).toEqual([])
    expect(pages()).toBe(2)
  })

  test.each([
    ['the cursor is text', { kind: 'cursor-text' }, 95],
    ['numbers come back as they were not sent', { kind: 'rows-as-sent' }, 95],
    ['the summary is an object', { kind: 'summary-object' }, 95],
    ['the summary is missing', { kind: 'summary-missing' }, 95],
    ['a page comes again', { kind: 'page-again' }, 95],
    ['a page is empty although more is promised', { kind: 'empty-page', times: 1 }, 80],
    ['the cursor is missing', { kind: 'cursor-missing', times: 1 }, 10],
    ['the cursor stands still', { kind: 'cursor-stuck', times: 1 }, 10],
  ])('where %s it ends, and what was read counts', async (_name, hazard, atLeast) => {
    const { control, send, poll, pages } = await open()
    const queries = await send(95)
    control.advance(2_000)
    control.hazard({ on: ['recipients'], ...hazard })
    const receipts = await poll(queries)
    expect(receipts.length).toBeGreaterThanOrEqual(atLeast)
    expect(new Set(receipts.map(({ to }) => to)).size).toBe(receipts.length)
    expect(pages()).toBeLessThan(25)
  })

  test('a person who is not in the list is left out', async () => {
    const { control, send, poll } = await open()
    control.hazard({ kind: 'omit', numbers: [number(2)] })
    const queries = await send(5)
    control.advance(2_000)
    expect(await poll(queries)).toHaveLength(4)
  })

  test('a filter that a person has switched off is not used', async () => {
    const { control, send, poll } = await open({ statusParameter: '' })
    const queries = await send(35)
    control.advance(2_000)
    expect(await poll(queries)).toHaveLength(35)
    const asked = control.requests().filter(({ method }) => method === 'GET')
    expect(asked).toHaveLength(4)
    for (const { path } of asked) expect(path).not.toContain('status=')
  })
})

test('numbers are the same in all forms that ME-SMS writes', async () => {
  const { control, send, poll } = await open({}, { rowForm: 'as-sent' })
  const queries = await send(2)
  control.advance(2_000)
  expect((await poll(queries)).map(({ to }) => to)).toEqual([number(0), number(1)])
})

test('messages are asked about one by one, and one that is not ours leaves the others', async () => {
  const { control, send, poll } = await open()
  const [first, second] = [await send(2), await send(2, 10)]
  control.advance(2_000)
  const gone = { reference: 'gone/uuid', ourReference: 'era.1.99', to: number(0), sentAt: null }
  const withoutReference = { ...gone, reference: null }
  const receipts = await poll([gone, withoutReference, ...first, ...second])
  expect(receipts.map(({ reference, to }) => `${reference} ${to}`)).toEqual(
    [...first, ...second].map(({ reference, to }) => `${reference} ${to}`),
  )
})

test('what was learned before the provider throttles counts', async () => {
  const { control, send, poll } = await open()
  const [first, second] = [await send(2), await send(2, 10)]
  control.advance(2_000)
  control.hazard({ kind: 'throttle', on: ['recipients'], skip: 1 })
  expect(await poll([...first, ...second])).toHaveLength(2)
  await expect(poll([...first, ...second])).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
})
