import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { describeTransport } from '../shared/transport-suite.ts'
import { account, entry, HASH, order, post, query } from './sample-requests.ts'
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

describe('the Advanta emulator, sending one text to many', () => {
  it('answers about each number, with integer ids', async () => {
    expect(await ask('sendsms', { ...order, mobile: '254712345678, 0110123456' })).toEqual({
      responses: ['254712345678', '254110123456'].map((mobile) => ({
        'response-code': 200,
        'response-description': 'Success',
        mobile,
        messageid: expect.any(Number),
        networkid: 1,
      })),
    })
    expect(emulator.control.accepted()).toEqual(
      new Map([
        ['254712345678', 1],
        ['254110123456', 1],
      ]),
    )
  })

  it('takes one number by GET and with a slash at the end of the path', async () => {
    const got = await fetch(`${emulator.url}/api/services/sendsms/?${query(order)}`)
    expect(await got.json()).toMatchObject({ responses: [{ 'response-code': 200 }] })
    const many = await fetch(
      `${emulator.url}/api/services/sendsms?${query({ ...order, mobile: '254712345678,254712345679' })}`,
    )
    expect(await many.json()).toMatchObject({ 'response-code': 1104 })
  })

  it('accepts some numbers of a list and refuses others', async () => {
    const mobile = '254712345678,+254712345678,254201234567,0812345678,254712345679'
    const { responses } = await ask('sendsms', { ...order, mobile })
    expect(responses.map((one: Record<string, unknown>) => one['response-code'])).toEqual([
      200, 1003, 1003, 1003, 200,
    ])
    emulator.control.set({ networksRefused: [2] })
    expect(await ask('sendsms', { ...order, mobile: '254733123456' })).toMatchObject({
      responses: [{ 'response-code': 1002, mobile: '254733123456' }],
    })
  })

  it.each([
    [4092, { ...order, apikey: undefined }],
    [4091, { ...order, partnerID: '' }],
    [1006, { ...order, apikey: 'other' }],
    [1009, { ...order, partnerID: 12345 }],
    [1001, { ...order, shortcode: 'advanta' }],
    [4093, { ...order, message: '' }],
    [1003, { ...order, mobile: undefined }],
    [1009, { ...order, mobile: 254712345678 }],
    [1009, { ...order, text: 'x' }],
    [1009, { ...order, timeToSend: 'tomorrow' }],
    [1009, { ...order, timeToSend: '2026-02-31 10:00' }],
    [1104, { ...order, mobile: Array(1001).fill('254712345678').join(',') }],
    [1009, '{"apikey":'],
    [1009, [order]],
  ])('refuses with %i in a bare object and status 200: %j', async (code, body) => {
    const response = await post(emulator.url, 'sendsms', body)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      'response-code': code,
      'response-description': expect.any(String),
    })
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('refuses forms unless told otherwise, other methods, and unknown services', async () => {
    const form = () =>
      fetch(`${emulator.url}/api/services/sendsms`, { method: 'POST', body: new URLSearchParams(order) })
    expect(await (await form()).json()).toMatchObject({ 'response-code': 1009 })
    emulator.control.set({ acceptForm: true })
    expect(await (await form()).json()).toMatchObject({ responses: [{ 'response-code': 200 }] })
    const put = await fetch(`${emulator.url}/api/services/sendsms`, { method: 'PUT', body: '{}' })
    expect(await put.json()).toMatchObject({ 'response-code': 1010 })
    const bulkByGet = await fetch(`${emulator.url}/api/services/sendbulk`)
    expect(await bulkByGet.json()).toMatchObject({ 'response-code': 1010 })
    expect((await fetch(`${emulator.url}/api/services/sendmms`)).status).toBe(404)
  })

  it('takes credit by parts and refuses the rest of a list when it is used up', async () => {
    emulator.control.set({ credit: 3 })
    const mobile = '254712345678,254712345679'
    const { responses } = await ask('sendsms', { ...order, mobile, message: 'a'.repeat(161) })
    expect(responses).toMatchObject([{ 'response-code': 200 }, { 'response-code': 1004 }])
    expect(await ask('getbalance', account)).toEqual({
      'response-code': 200,
      credit: '1.00',
      'partner-id': '12345',
    })
    const got = await fetch(`${emulator.url}/api/services/getbalance?${query(account)}`)
    expect(await got.json()).toMatchObject({ credit: '1.00' })
    expect(await ask('getbalance', { ...account, apikey: 'other' })).toMatchObject({ 'response-code': 1006 })
  })

  it('sends, refuses or replaces what is not GSM 7-bit, as it is set', async () => {
    const thai = { ...order, message: 'สวัสดี Ana' }
    expect(await ask('sendsms', thai)).toMatchObject({ responses: [{ 'response-code': 200 }] })
    emulator.control.set({ nonGsm: 'refuse' })
    expect(await ask('sendsms', thai)).toMatchObject({ 'response-code': 1009 })
    emulator.control.set({ nonGsm: 'replace' })
    await ask('sendsms', thai)
    expect(emulator.control.messages().at(-1)?.text).toBe('?????? Ana')
  })

  it('holds back what is scheduled by Unix time or by a date in Nairobi', async () => {
    const inTwoHours = Math.floor(Date.now() / 1000) + 7_200
    const { responses } = await ask('sendsms', { ...order, timeToSend: inTwoHours })
    const report = () => ask('getdlr', { ...account, messageID: String(responses[0].messageid) })
    expect(await report()).toMatchObject({ 'delivery-description': 'Scheduled' })
    emulator.control.advance(7_200_000 + 120_000)
    expect(await report()).toMatchObject({ 'delivery-description': 'DeliveredToTerminal' })
    await ask('sendsms', { ...order, timeToSend: '2099-09-01 18:00' })
    expect(emulator.control.messages().at(-1)?.due).toBe(Date.UTC(2099, 8, 1, 15, 0))
    await ask('sendsms', { ...order, timeToSend: '2019-09-01 18:00' })
    const past = emulator.control.messages().at(-1)
    expect(past?.due).toBe(past?.at)
  })
})

describe('the Advanta emulator, sending a text to each', () => {
  it('joins by clientsmsid and takes credentials from the first entry', async () => {
    const smslist = [
      entry(),
      entry({ apikey: 'other', clientsmsid: 'b', mobile: '0712345679', message: 'Ana' }),
    ]
    expect(await ask('sendbulk', { count: 2, smslist })).toEqual({
      responses: [
        [1234, '254712345678'],
        ['b', '254712345679'],
      ].map(([clientsmsid, mobile]) => ({
        'response-code': 200,
        'response-description': 'Success',
        mobile,
        messageid: expect.stringMatching(/^\d+$/),
        clientsmsid,
        networkid: 1,
      })),
    })
    expect(emulator.control.messages('254712345679')).toMatchObject([{ text: 'Ana' }])
  })

  it('refuses lists that are too long, miscounted or wrong', async () => {
    emulator.control.set({ bulkLimit: 20 })
    const smslist = Array.from({ length: 21 }, () => entry())
    expect(await ask('sendbulk', { count: 21, smslist })).toMatchObject({ 'response-code': 1012 })
    expect(await ask('sendbulk', { count: 3, smslist: [entry()] })).toMatchObject({ 'response-code': 1009 })
    expect(await ask('sendbulk', { count: 0, smslist: [] })).toMatchObject({ 'response-code': 1009 })
    expect(await ask('sendbulk', { count: 1, smslist: [entry({ apikey: 'other' })] })).toMatchObject({
      'response-code': 1006,
    })
    const mixed = [entry(), entry({ mobile: '12' }), entry({ pass_type: undefined })]
    const { responses } = await ask('sendbulk', { count: 3, smslist: mixed })
    expect(responses).toMatchObject([
      { 'response-code': 200 },
      { 'response-code': 1003 },
      { 'response-code': 1009 },
    ])
  })
})

describe('the Advanta emulator, on the transactional route', () => {
  it('takes hashes with `hashed` by POST, one at a time, and gives ids as text', async () => {
    const hashed = { ...order, mobile: HASH, hashed: true }
    expect(await ask('sendotp', hashed)).toMatchObject({
      responses: [{ 'response-code': 200, mobile: HASH, messageid: expect.stringMatching(/^\d+$/) }],
    })
    expect(emulator.control.accepted().get(HASH)).toBe(1)
    expect(await ask('sendotp', { ...hashed, mobile: `${HASH},${HASH}` })).toMatchObject({
      'response-code': 1003,
    })
    for (const wrong of [
      { ...hashed, hashed: undefined },
      { ...order, hashed: true },
    ])
      expect(await ask('sendotp', wrong)).toMatchObject({ responses: [{ 'response-code': 1003 }] })
    expect(await ask('sendotp', { ...hashed, hashed: 'true' })).toMatchObject({ 'response-code': 1009 })
    expect(await ask('sendsms', hashed)).toMatchObject({ 'response-code': 1009 })
  })

  it('takes a plain number by GET', async () => {
    const got = await fetch(`${emulator.url}/api/services/sendotp?${query(order)}`)
    expect(await got.json()).toMatchObject({ responses: [{ 'response-code': 200 }] })
  })
})

describeTransport({
  open: startEmulator,
  number: '254712345678',
  send: (url, signal) => post(url, 'sendsms', order, signal),
})
