import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { account, order, post, query } from './sample-requests.ts'
import { startEmulator } from './server.ts'
import { defaults } from './settings.ts'

let emulator: Awaited<ReturnType<typeof startEmulator>>
const ask = async (call: string, body: unknown) => (await post(emulator.url, call, body)).json()

beforeAll(async () => {
  emulator = await startEmulator({ receiptMs: 60_000 })
})
afterEach(() => {
  emulator.control.reset()
  emulator.control.set({ ...defaults, receiptMs: 60_000 })
})
afterAll(() => emulator.close())

describe('the Advanta emulator, reporting', () => {
  const send = async () => String((await ask('sendsms', order)).responses[0].messageid)
  const report = (messageID: unknown) => ask('getdlr', { ...account, messageID })

  it('has no report at first (1008, or 1009 as in the sample), then one', async () => {
    const id = await send()
    expect(await report(id)).toEqual({ 'response-code': 1008, 'response-description': 'No Delivery Report' })
    emulator.control.set({ pendingCode: 1009 })
    expect(await report(id)).toEqual({ 'response-code': 1009, 'response-description': 'No dlr' })
    emulator.control.advance(60_000)
    expect(await report(id)).toMatchObject({ 'delivery-description': 'SentToNetwork' })
    emulator.control.advance(60_000)
    expect(await report(id)).toEqual({
      'response-code': 200,
      'message-id': id,
      'response-description': 'Success',
      'delivery-status': 32,
      'delivery-description': 'DeliveredToTerminal',
      'delivery-tat': '00:02:00',
      'delivery-networkid': 1,
      'delivery-time': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    })
    expect(await report('1')).toMatchObject({ 'response-code': 1009 })
    expect(await report(1)).toMatchObject({ 'response-code': 1009 })
    const got = await fetch(`${emulator.url}/api/services/getdlr?${query({ ...account, messageID: id })}`)
    expect(await got.json()).toMatchObject({ 'delivery-status': 32 })
  })

  it('gives bad news a day later when told to', async () => {
    emulator.control.hazard({ kind: 'receipt-state', state: 'AbsentSubscriber' })
    emulator.control.hazard({ kind: 'receipt-late', ms: 86_400_000 })
    const id = await send()
    emulator.control.advance(3_600_000)
    expect(await report(id)).toMatchObject({ 'delivery-description': 'SentToNetwork' })
    emulator.control.advance(86_400_000)
    expect(await report(id)).toMatchObject({ 'delivery-description': 'AbsentSubscriber' })
  })
})

describe('the Advanta emulator, calling back', () => {
  type Call = { method: string; url: string; type: string; body: string }
  let calls: Call[] = []
  let listener: Server
  beforeAll(async () => {
    listener = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += piece
      const { method = '', url = '', headers } = request
      calls.push({ method, url, type: headers['content-type'] ?? '', body })
      response.end()
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => {
    calls = []
  })
  afterAll(() => new Promise<void>((resolve) => listener.close(() => resolve())))
  const address = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/cb`
  const listen = (over: object = {}) => emulator.control.set({ callbackUrl: address(), ...over })
  const descriptions = () => calls.map((call) => JSON.parse(call.body).description)
  const send = async () => String((await ask('sendsms', order)).responses[0].messageid)

  it('pushes each step with the id as text and nothing that names the number', async () => {
    listen()
    const id = await send()
    expect(calls).toEqual([])
    emulator.control.advance(120_000)
    await emulator.control.settled()
    expect(calls.map((call) => JSON.parse(call.body))).toEqual(
      [
        ['SentToNetwork', '60s'],
        ['DeliveredToTerminal', '120s'],
      ].map(([description, timeTaken]) => ({
        description,
        messageid: id,
        timeTaken,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      })),
    )
    expect(emulator.control.pushes()).toMatchObject([{ status: 200 }, { status: 200 }])
  })

  it('pushes before the send is answered, twice, in the wrong order, or never', async () => {
    listen()
    emulator.control.hazard({ kind: 'receipt-early', times: 1 })
    await send()
    expect(descriptions()).toEqual(['SentToNetwork', 'DeliveredToTerminal'])
    calls = []
    emulator.control.hazard({ kind: 'receipt-twice', times: 1 })
    await send()
    emulator.control.advance(120_000)
    await emulator.control.settled()
    expect(descriptions()).toEqual([
      'SentToNetwork',
      'SentToNetwork',
      'DeliveredToTerminal',
      'DeliveredToTerminal',
    ])
    calls = []
    emulator.control.hazard({ kind: 'receipt-disordered', times: 1 })
    await send()
    emulator.control.advance(60_000)
    await emulator.control.settled()
    emulator.control.advance(60_000)
    await emulator.control.settled()
    expect(descriptions()).toEqual(['DeliveredToTerminal', 'SentToNetwork'])
    calls = []
    emulator.control.hazard({ kind: 'receipt-lost', times: 1 })
    await send()
    emulator.control.advance(86_400_000)
    await emulator.control.settled()
    expect(calls).toEqual([])
  })

  it('pushes as a form or in the query when told to, and any report at will', async () => {
    listen({ callbackForm: 'form' })
    await emulator.control.pushReport({ description: 'Unknown', messageid: '1' })
    listen({ callbackMethod: 'GET' })
    await emulator.control.pushReport({ description: 'Unknown', messageid: '1' })
    expect(calls).toEqual([
      {
        method: 'POST',
        url: '/cb',
        type: 'application/x-www-form-urlencoded',
        body: 'description=Unknown&messageid=1',
      },
      { method: 'GET', url: '/cb?description=Unknown&messageid=1', type: '', body: '' },
    ])
  })

  it('passes replies on, naming the sender `mobile` or `msisdn`', async () => {
    emulator.control.set({ inboundUrl: address() })
    const reply = { from: '254712345678', shortcode: '22141', message: 'STOP' }
    expect(await emulator.control.inbound(reply)).toBe(200)
    await emulator.control.inbound({ ...reply, interactive: true })
    expect(calls.map((call) => JSON.parse(call.body))).toEqual([
      { shortcode: '22141', mobile: '254712345678', message: 'STOP' },
      { shortcode: '22141', msisdn: '254712345678', message: 'STOP', partnerId: '12345' },
    ])
  })
})
