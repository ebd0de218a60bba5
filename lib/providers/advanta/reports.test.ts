import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/advanta/server.ts'
import { advanta } from './index.ts'

const to = '254712000001'
const settings = { baseUrl: 'https://quicksms.advantasms.com' }
const secrets = { apikey: 'advanta-apikey', partnerID: '12345' }

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const open = async (options: Parameters<typeof startEmulator>[0] = {}) => {
  const emulator = await startEmulator({ receiptMs: 0, ...options })
  const connection = advanta.connect({
    settings: { baseUrl: emulator.url },
    secrets,
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  stops.push(() => connection.close(), emulator.close)
  return { control: emulator.control, connection }
}

/** Sends to so many numbers and answers how to ask about them. */
const sent = async ({ connection }: Awaited<ReturnType<typeof open>>, count = 1) => {
  const messages = Array.from({ length: count }, (_, n) => ({
    reference: `e.1.${n}`,
    to: String(Number(to) + n),
    text: 'Habari',
    parts: 1,
  }))
  const request = { sender: 'LONGWAVE', messages, callbackUrl: null, mayStart: () => true }
  const outcomes = await connection.send(request)
  return outcomes.map((outcome, n) => {
    if (outcome.kind !== 'accepted') throw new Error('not accepted')
    return { reference: outcome.reference, ourReference: `e.1.${n}`, to, sentAt: new Date() }
  })
}

describe('a report that is asked for', () => {
  test.each([
    ['DeliveredToTerminal', 'delivered', null],
    ['Delivered To Terminal', 'delivered', null],
    ['SentToNetwork', 'accepted', null],
    ['Scheduled', 'accepted', null],
    ['AbsentSubscriber', 'undelivered', 'ABSENT_SUBSCRIBER'],
    ['DeliveryImpossible', 'undelivered', 'DELIVERY_IMPOSSIBLE'],
    ['SenderName Blacklisted', 'blocked', 'SENDER_NAME_BLACKLISTED'],
    ['Unknown', 'undelivered', 'UNKNOWN'],
    ['SomethingNew', 'accepted', null],
  ])('of %s is %s', async (state, expected, reason) => {
    const line = await open()
    line.control.hazard({ kind: 'receipt-state', state })
    const queries = await sent(line)
    expect((await line.connection.pollReceipts?.(queries))?.receipts).toEqual([
      {
        reference: queries[0]?.reference,
        state: expected,
        reason,
        raw: expect.stringContaining(state),
        at: expect.any(Date),
        network: 1,
      },
    ])
  })

  test.each([1008, 1009])('and is not there yet, by code %i, is no news', async (pendingCode) => {
    const line = await open({ receiptMs: 60_000, pendingCode })
    expect((await line.connection.pollReceipts?.(await sent(line)))?.receipts).toEqual([])
  })

  test('comes a day later where the number is no longer in use', async () => {
    const line = await open()
    line.control.hazard({ kind: 'receipt-state', state: 'AbsentSubscriber' })
    line.control.hazard({ kind: 'receipt-late' })
    const queries = await sent(line)
    const states = async () =>
      (await line.connection.pollReceipts?.(queries))?.receipts.map(({ state }) => state)
    expect(await states()).not.toContain('undelivered')
    line.control.advance(86_400_000 + 1_000)
    expect(await states()).toEqual(['undelivered'])
    const { poll } = advanta.capabilities(settings).receipts
    expect(poll?.at(-1)).toBe(86_400_000)
  })

  test('tells its time in Nairobi’s', async () => {
    const line = await open()
    const before = Date.now() - 2_000
    const [receipt] = (await line.connection.pollReceipts?.(await sent(line)))?.receipts ?? []
    expect(receipt?.at?.getTime()).toBeGreaterThan(before)
    expect(receipt?.at?.getTime()).toBeLessThan(Date.now() + 2_000)
  })

  test('is asked for until the gateway is in trouble, and what was learned counts', async () => {
    const line = await open()
    const queries = await sent(line, 20)
    line.control.hazard({ kind: 'refuse-all', code: 4090, on: ['getdlr'], skip: 10 })
    expect((await line.connection.pollReceipts?.(queries))?.receipts).toHaveLength(10)
    await expect(line.connection.pollReceipts?.(queries)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    })
  })

  test('about an id that the gateway does not know leaves the others', async () => {
    const line = await open()
    const queries = await sent(line, 2)
    const other = { reference: '999', ourReference: 'e.1.9', to, sentAt: null }
    expect((await line.connection.pollReceipts?.([other, ...queries]))?.receipts).toHaveLength(2)
  })

  test('about another id than the one that was asked for is no report', async () => {
    const line = await open()
    const body = { 'response-code': 200, 'message-id': 1, 'delivery-description': 'DeliveredToTerminal' }
    const queries = await sent(line)
    line.control.hazard({ kind: 'status-before', on: ['getdlr'], status: 200, body: JSON.stringify(body) })
    expect((await line.connection.pollReceipts?.(queries))?.receipts).toEqual([])
  })

  test('says delivered by its number where it has no words', async () => {
    const line = await open()
    const body = { 'respose-code': '200', 'delivery-status': 32, 'delivery-description': '' }
    const queries = await sent(line)
    line.control.hazard({ kind: 'status-before', on: ['getdlr'], status: 200, body: JSON.stringify(body) })
    expect((await line.connection.pollReceipts?.(queries))?.receipts).toMatchObject([
      { state: 'delivered', raw: '32' },
    ])
  })
})

test('what is in doubt was sent if there is a report, else nothing is known', async () => {
  const line = await open()
  const [known] = await sent(line)
  const query = { ourReference: 'e.1.1', to, sentAt: new Date() }
  const queries = [
    { ...query, reference: null },
    { ...query, reference: known?.reference ?? null },
    { ...query, reference: '999' },
  ]
  expect(await line.connection.findSent?.(queries, async () => true)).toEqual([
    { kind: 'silent' },
    { kind: 'sent', reference: known?.reference },
    { kind: 'silent' },
  ])
  expect(line.control.counts().byOperation.getdlr).toBe(2)
})

describe('the balance', () => {
  const answered = async (body: object, status = 200) => {
    const line = await open()
    line.control.hazard({ kind: 'status-before', on: ['getbalance'], status, body: JSON.stringify(body) })
    return line.connection.balance?.()
  }

  test.each([
    ['545.00', 545],
    [545, 545],
    ['-3.50', -3.5],
    ['1,234.5', 1234.5],
  ])('may be written as %o', async (credit, value) => {
    const balance = await answered({ 'response-code': 200, credit, 'partner-id': '12345' })
    expect(balance).toEqual({ value, unit: 'SMS' })
  })

  test.each([
    [{ 'response-code': 1006, 'response-description': 'Invalid credentials' }, 200, 'INVALID_SETTINGS'],
    [{ 'respose-code': '1006' }, 401, 'INVALID_SETTINGS'],
    [{ 'response-code': 4092 }, 400, 'INVALID_SETTINGS'],
    [{ 'response-code': 4090 }, 200, 'PROVIDER_UNAVAILABLE'],
    [{ 'response-code': 200 }, 200, 'PROVIDER_UNAVAILABLE'],
    [{ 'response-code': 200, credit: '5.00' }, 500, 'PROVIDER_UNAVAILABLE'],
    [{ credit: '5.00' }, 200, 'PROVIDER_UNAVAILABLE'],
  ])('is none in %o with HTTP %i: %s', async (body, status, code) => {
    await expect(answered(body, status)).rejects.toMatchObject({ code })
  })

  test('of a wrong key is a matter of the account', async () => {
    const line = await open()
    line.control.set({ apikey: 'another' })
    await expect(line.connection.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS', field: 'secrets' })
  })
})
