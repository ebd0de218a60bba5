import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { describeTransport } from '../shared/transport-suite.ts'
import { startEmulator } from './server.ts'

const HASH = '8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d'
const sms = { phone: '+254722000000', text: 'Hello, your OTP is 123456', sender: 12345 }

const post = (url: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${url}/v1/message`, {
    method: 'POST',
    headers: { Authorization: 'Bearer send2-token', 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    ...(signal && { signal }),
  })
const get = (url: string, token = 'send2-token') =>
  fetch(url, { headers: { Authorization: `Bearer ${token}` } })

describe('the Send2 emulator', () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>
  beforeAll(async () => {
    emulator = await startEmulator({ receiptMs: 60_000 })
  })
  afterEach(() => {
    emulator.control.reset()
    emulator.control.set({ balance: 10_000_000, unauthorizedStatus: 406, receiptMs: 60_000 })
  })
  afterAll(() => emulator.close())
  const send2 = () => emulator.url

  it('accepts the sample of the document and answers in its shape', async () => {
    const response = await post(send2(), sms)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      success: true,
      message: 'Processed',
      data: { id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/), status: 'Sent', units: 1 },
    })
    expect(emulator.control.messages('254722000000')).toMatchObject([{ text: sms.text, sender: 12345 }])
  })

  it('accepts the same number as an M-PESA hash, which is the SHA-256 of its digits', async () => {
    expect(createHash('sha256').update('254722000000').digest('hex')).toBe(HASH)
    expect((await post(send2(), { ...sms, phone: HASH })).status).toBe(200)
    expect(emulator.control.accepted()).toEqual(new Map([[HASH, 1]]))
  })

  it.each([
    ['a number without plus', { ...sms, phone: '254722000000' }],
    ['a national number', { ...sms, phone: '0722000000' }],
    ['a hash in capitals', { ...sms, phone: HASH.toUpperCase() }],
    ['a number that is a JSON number', { ...sms, phone: 254722000000 }],
    ['an empty text', { ...sms, text: '' }],
    ['a sender in quotes', { ...sms, sender: '12345' }],
    ['a sender that is no integer', { ...sms, sender: 1.5 }],
    ['a sender of another account', { ...sms, sender: 99 }],
    ['a missing field', { phone: sms.phone, text: sms.text }],
    ['a field too many', { ...sms, message: 'x' }],
    ['a list', [sms]],
    ['broken JSON', '{"phone":'],
    ['no body, as in the generated samples', ''],
  ])('refuses %s with 406 and a sentence', async (_name, body) => {
    const response = await post(send2(), body)
    expect(response.status).toBe(406)
    expect(await response.json()).toEqual({ success: false, message: expect.any(String) })
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('refuses a form, a wrong token, an unknown path and a wrong method', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await post(send2(), 'phone=%2B254722000000', form)).status).toBe(406)
    expect((await post(send2(), sms, { Authorization: 'Bearer other' })).status).toBe(406)
    expect((await post(send2(), sms, { Authorization: 'send2-token' })).status).toBe(406)
    emulator.control.set({ unauthorizedStatus: 401 })
    expect((await get(`${send2()}/v1/balance`, 'other')).status).toBe(401)
    expect((await get(`${send2()}/v1/messages`)).status).toBe(404)
    expect((await get(`${send2()}/v1/message`)).status).toBe(405)
  })

  it('counts parts, takes them from the balance and refuses when they do not suffice', async () => {
    emulator.control.set({ balance: 3 })
    const long = await post(send2(), { ...sms, text: 'a'.repeat(161) })
    expect(await long.json()).toMatchObject({ data: { units: 2 } })
    const balance = await get(`${send2()}/v1/balance`)
    expect(await balance.json()).toEqual({ success: true, message: 'Fetched', data: { balance: 1 } })
    const refused = await post(send2(), { ...sms, text: 'a'.repeat(161) })
    expect(await refused.json()).toEqual({ success: false, message: 'Insufficient balance' })
  })

  it('reports nothing at first, then the network, then the phone', async () => {
    const { data } = await (await post(send2(), sms)).json()
    const dlr = async () => (await (await get(`${send2()}/v1/message/${data.id}`)).json()).data.dlr
    expect(await dlr()).toBeNull()
    emulator.control.advance(60_000)
    expect(await dlr()).toBe('Sent To Network')
    emulator.control.advance(60_000)
    expect(await dlr()).toBe('Delivered To Terminal')
    expect((await get(`${send2()}/v1/message/unknown`)).status).toBe(406)
  })

  it('shows its own faults: refusals in disguise, ids of other types, missing fields', async () => {
    const { control } = emulator
    control.hazard({ kind: 'ok-but-refused', times: 1 })
    const disguised = await post(send2(), sms)
    expect([disguised.status, await disguised.json()]).toMatchObject([200, { success: false }])
    control.hazard({ kind: 'refuse', numbers: ['254722000000'], message: 'Blocked', times: 1 })
    expect(await (await post(send2(), sms)).json()).toEqual({ success: false, message: 'Blocked' })
    expect(control.counts().accepted).toBe(0)
    control.hazard({ kind: 'id-number', times: 1 })
    expect((await (await post(send2(), sms)).json()).data.id).toBeTypeOf('number')
    control.hazard({ kind: 'without-id', times: 1 })
    expect((await (await post(send2(), sms)).json()).data).toEqual({ status: 'Sent', units: 1 })
    control.hazard({ kind: 'without-data', times: 1 })
    expect(await (await post(send2(), sms)).json()).toEqual({ success: true, message: 'Processed' })
    control.hazard({ kind: 'status-word', state: 'Queued', times: 1 })
    expect((await (await post(send2(), sms)).json()).data.status).toBe('Queued')
    expect(control.counts()).toMatchObject({ accepted: 4, acceptedTooMany: 3 })
  })

  it('shows receipts that fail, come late, come at once, regress or never come', async () => {
    const { control } = emulator
    const dlrOf = async () => {
      const { data } = await (await post(send2(), sms)).json()
      return async () => (await (await get(`${send2()}/v1/message/${data.id}`)).json()).data.dlr
    }
    control.hazard({ kind: 'receipt-early', times: 1 })
    expect(await (await dlrOf())()).toBe('Delivered To Terminal')
    control.hazard({ kind: 'receipt-state', state: 'Absent Subscriber', times: 1 })
    const absent = await dlrOf()
    control.hazard({ kind: 'receipt-late', ms: 86_400_000, times: 1 })
    const late = await dlrOf()
    control.hazard({ kind: 'receipt-disordered', times: 1 })
    const regressing = await dlrOf()
    control.hazard({ kind: 'receipt-lost', times: 1 })
    const lost = await dlrOf()
    control.advance(60_000)
    expect(await regressing()).toBe('Delivered To Terminal')
    control.advance(60_000)
    expect(await regressing()).toBe('Sent To Network')
    expect(await absent()).toBe('Absent Subscriber')
    expect(await late()).toBe('Sent To Network')
    control.advance(86_400_000)
    expect(await late()).toBe('Delivered To Terminal')
    expect(await lost()).toBeNull()
  })
})

describeTransport({
  open: startEmulator,
  number: '254722000000',
  send: (url, signal) => post(url, sms, {}, signal),
})
