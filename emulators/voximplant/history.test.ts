import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { wallClock } from '../shared/clock.ts'
import { call, MASS, SMS } from './sample-requests.ts'
import { startEmulator } from './server.ts'
import { type Credentials, defaults } from './settings.ts'

let emulator: Awaited<ReturnType<typeof startEmulator>>
let credentials: Credentials
const ask = async (method: string, parameters: Record<string, string> = {}) =>
  (await call(emulator.url, credentials, { method, parameters })).json()
const code = (number: number) => ({ error: { code: number, msg: expect.any(String) } })

beforeAll(async () => {
  emulator = await startEmulator({ receiptMs: 60_000 })
  credentials = emulator.control.credentials()
})
afterEach(() => {
  emulator.control.reset()
  emulator.control.set({ ...structuredClone(defaults), receiptMs: 60_000 })
})
afterAll(() => emulator.close())

describe('the Voximplant emulator, looking back', () => {
  it('shows two-way sends with texts only where they were stored', async () => {
    const { message_id } = await ask('SendSmsMessage', SMS)
    await ask('SendSmsMessage', { ...SMS, store_body: 'true' })
    const { result, total_count } = await ask('GetSmsHistory')
    expect(total_count).toBe(2)
    expect(result).toEqual([
      expect.objectContaining({ message_id: message_id + 1, text: 'Test message' }),
      {
        message_id,
        direction: 'OUT',
        source_number: '447443332211',
        destination_number: '447443332212',
        fragments: 1,
        cost: 0.01,
        status_id: '3',
        processed_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        transaction_id: expect.any(Number),
      },
    ])
    emulator.control.advance(60_000)
    expect((await ask('GetSmsHistory')).result[0].status_id).toBe('1')
    emulator.control.set({ historyNumbers: 'number' })
    expect((await ask('GetSmsHistory')).result[0].destination_number).toBe(447443332212)
  })

  it('filters by number, id, direction, time and page', async () => {
    const first = await ask('SendSmsMessage', SMS)
    const second = await ask('SendSmsMessage', { ...SMS, destination: '447443332213' })
    const total = async (filter: Record<string, string>) => (await ask('GetSmsHistory', filter)).total_count
    expect(await total({ destination_number: '447443332213' })).toBe(1)
    expect(await total({ source_number: '447000000000' })).toBe(0)
    expect(await total({ message_id: `${first.message_id};${second.message_id};1` })).toBe(2)
    expect(await total({ direction: 'in' })).toBe(0)
    expect(await total({ direction: 'OUT', from_date: wallClock(Date.now() - 60_000) })).toBe(2)
    expect(await total({ to_date: wallClock(Date.now() - 60_000) })).toBe(0)
    const page = await ask('GetSmsHistory', { count: '1', offset: '1' })
    expect([page.result.length, page.result[0].message_id, page.total_count]).toEqual([
      1,
      first.message_id,
      2,
    ])
  })

  it.each([
    [{ count: '1001' }, 497],
    [{ offset: '-1' }, 497],
    [{ direction: 'sideways' }, 470],
    [{ from_date: '2026-06-01T10:00:00Z' }, 101],
    [{ output: 'xls' }, 101],
    [{ message_id: 'a' }, 101],
    [{ delivery_status: '5' }, 101],
  ])('refuses %j', async (filter, expected) => {
    expect(await ask('GetSmsHistory', filter)).toEqual(code(expected))
  })

  it('shows a send only after a while when told so', async () => {
    emulator.control.set({ historyDelayMs: 5_000 })
    await ask('SendSmsMessage', SMS)
    expect((await ask('GetSmsHistory')).total_count).toBe(0)
    emulator.control.advance(5_000)
    expect((await ask('GetSmsHistory')).total_count).toBe(1)
  })

  it('shows one-way sends with their delivery, and failed ones with a price', async () => {
    emulator.control.hazard({ kind: 'refuse', numbers: ['447443332213'] })
    await ask('A2PSendSms', MASS)
    const rows = async (filter: Record<string, string> = {}) => (await ask('A2PGetSmsHistory', filter)).result
    expect(await rows()).toMatchObject([
      {
        destination_number: '447443332213',
        status_id: '2',
        delivery_status: 'FAILED',
        error_message: expect.stringMatching(/^Error/),
      },
      { destination_number: '447443332212', status_id: '3', delivery_status: 'QUEUED' },
    ])
    emulator.control.advance(60_000)
    expect(await rows({ delivery_status: '2' })).toHaveLength(1)
    emulator.control.advance(60_000)
    expect(await rows({ delivery_status: '5' })).toMatchObject([
      { delivery_status: 'DELIVERED', status_id: '1' },
    ])
    expect((await rows())[0]).toHaveProperty('processing_date')
    expect((await ask('GetSmsHistory')).total_count).toBe(0)
    const csv = await call(emulator.url, credentials, {
      method: 'A2PGetSmsHistory',
      parameters: { output: 'csv' },
    })
    expect((await csv.text()).split('\n')).toHaveLength(3)
  })

  it('shows deliveries that fail, regress or never come', async () => {
    const { control } = emulator
    const state = async (to: string) =>
      (await ask('A2PGetSmsHistory', { destination_number: to })).result[0].delivery_status
    control.hazard({ kind: 'receipt-state', state: 'EXPIRED', numbers: ['447443332212'] })
    control.hazard({ kind: 'receipt-disordered', numbers: ['447443332213'] })
    control.hazard({ kind: 'receipt-lost', numbers: ['447443332214'] })
    await ask('A2PSendSms', { ...MASS, dst_numbers: '447443332212;447443332213;447443332214' })
    control.advance(60_000)
    expect(await state('447443332213')).toBe('DELIVERED')
    control.advance(60_000)
    expect(await state('447443332212')).toBe('EXPIRED')
    expect(await state('447443332213')).toBe('DISPATCHED')
    expect(await state('447443332214')).toBe('QUEUED')
  })
})

describe('the Voximplant emulator, calling back', () => {
  let bodies: { callbacks: Record<string, unknown>[] }[] = []
  let listener: Server
  let address = ''
  beforeAll(async () => {
    listener = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += piece
      bodies.push(JSON.parse(body))
      response.end()
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const { port } = listener.address() as AddressInfo
    address = `http://127.0.0.1:${port}/cb`
  })
  afterEach(() => {
    bodies = []
  })
  afterAll(() => new Promise<void>((resolve) => listener.close(() => resolve())))
  const reply = { from: '447443332212', to: '447443332211', text: 'STOP' }

  it('passes replies on, nested twice and with a hash that can be checked', async () => {
    emulator.control.set({ callbackUrl: address })
    expect(await emulator.control.inbound(reply)).toBe(200)
    const [item = {}] = bodies[0]?.callbacks ?? []
    const { salt, apiKey } = emulator.control.settings()
    const signed = `${salt}${credentials.account_id}${apiKey}${item.callback_id}`
    expect(item).toMatchObject({
      type: 'sms_inbound',
      account_id: credentials.account_id,
      hash: createHash('md5').update(signed).digest('hex'),
      sms_inbound: {
        sms_inbound: { source_number: reply.from, destination_number: reply.to, sms_body: 'STOP' },
      },
    })
    expect(item.hash).toBe(emulator.control.hashOf(Number(item.callback_id)))
    expect((await ask('GetSmsHistory', { direction: 'IN' })).total_count).toBe(1)
  })

  it('nests once, repeats, sends several at once and signs wrongly when told to', async () => {
    emulator.control.set({ callbackUrl: address })
    await emulator.control.inbound({ ...reply, nesting: 'single', callbackId: 5, copies: 2 })
    await emulator.control.inbound({ ...reply, callbackId: 5, badHash: true })
    expect(bodies[0]?.callbacks).toHaveLength(2)
    expect(bodies[0]?.callbacks[0]).toMatchObject({ callback_id: 5, sms_inbound: { sms_body: 'STOP' } })
    expect(bodies[1]?.callbacks[0]).toMatchObject({ callback_id: 5, hash: '0'.repeat(32) })
  })

  it('tells of a low balance, and of one-way deliveries where that is switched on', async () => {
    emulator.control.set({ callbackUrl: address, a2pPush: true })
    await emulator.control.minBalance()
    emulator.control.hazard({ kind: 'receipt-early', times: 1 })
    await ask('A2PSendSms', { ...MASS, dst_numbers: '447443332212' })
    const items = bodies.map((body) => body.callbacks[0])
    expect(items[0]).toMatchObject({ type: 'min_balance', min_balance: { is_repeated: false } })
    expect(items.slice(1)).toMatchObject([
      { a2p_sms_delivery: { status: 'DISPATCHED', destination_numbers: '447443332212' } },
      { a2p_sms_delivery: { status: 'DELIVERED' } },
    ])
  })
})
