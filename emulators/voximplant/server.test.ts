import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { describeTransport } from '../shared/transport-suite.ts'
import { bearer, type Call, call, MASS, SMS } from './sample-requests.ts'
import { startEmulator } from './server.ts'
import { type Credentials, defaults } from './settings.ts'
import { makeCredentials } from './token.ts'

let emulator: Awaited<ReturnType<typeof startEmulator>>
let credentials: Credentials
const ask = async (method: string, parameters: Record<string, string> = {}, style: Call['style'] = 'form') =>
  (await call(emulator.url, credentials, { method, parameters, style })).json()
const code = (number: number) => ({ error: { code: number, msg: expect.any(String) } })

beforeAll(async () => {
  credentials = await makeCredentials()
  emulator = await startEmulator({ credentials, receiptMs: 60_000 })
})
afterEach(() => {
  emulator.control.reset()
  emulator.control.set({ ...structuredClone(defaults), receiptMs: 60_000 })
})
afterAll(() => emulator.close())

describe('the Voximplant emulator', () => {
  it('offers a credentials file, and signs in whoever has it', async () => {
    expect(emulator.control.account()).toEqual({
      settings: { baseUrl: emulator.url, allowPrivateHosts: true },
      secrets: { ...credentials, api_key: defaults.apiKey },
    })
    expect(emulator.control.credentials().private_key).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    const own = await startEmulator()
    expect(own.control.credentials().key_id).not.toBe(credentials.key_id)
    await own.close()
  })

  it.each(['form', 'query', 'cmd'] as const)('takes parameters by %s', async (style) => {
    expect(await ask('SendSmsMessage', { ...SMS, store_body: 'true' }, style)).toEqual({
      result: 1,
      message_id: expect.any(Number),
      fragments_count: 1,
    })
    expect(emulator.control.counts().byOperation).toEqual({ SendSmsMessage: 1 })
    expect(emulator.control.accepted()).toEqual(new Map([['447443332212', 1]]))
  })

  it('takes no JSON body, no parameter twice, no other method of HTTP', async () => {
    const headers = { Authorization: bearer(credentials), 'Content-Type': 'application/json' }
    const json = { method: 'POST', headers, body: JSON.stringify(SMS) }
    expect(await (await fetch(`${emulator.url}/SendSmsMessage`, json)).json()).toEqual(code(101))
    const twice = new URLSearchParams([...Object.entries(SMS), ['source', '1']])
    const both = { method: 'POST', headers: { Authorization: headers.Authorization }, body: twice }
    expect(await (await fetch(`${emulator.url}/SendSmsMessage`, both)).json()).toEqual(code(101))
    const got = `${emulator.url}/SendSmsMessage?${new URLSearchParams(SMS)}`
    expect((await fetch(got, { headers })).status).toBe(404)
    emulator.control.set({ allowGet: true })
    expect(await (await fetch(got, { headers })).json()).toMatchObject({ result: 1 })
  })

  it('refuses with status 200 and a code: no token, no command, an unknown one, a role that may not', async () => {
    const bare = await fetch(`${emulator.url}/SendSmsMessage`, {
      method: 'POST',
      body: new URLSearchParams(SMS),
    })
    expect([bare.status, await bare.json()]).toEqual([200, code(100)])
    expect(await ask('', {}, 'cmd')).toEqual(code(102))
    expect(await ask('SendFax')).toEqual(code(103))
    emulator.control.set({ roles: ['Developer'] })
    expect(await ask('SendSmsMessage', SMS)).toMatchObject({ result: 1 })
    expect(await ask('A2PSendSms', MASS)).toEqual(code(104))
    emulator.control.set({ roles: ['Owner', 'Admin'] })
    expect(await ask('A2PSendSms', MASS)).toEqual(code(104))
    expect(await ask('A2PGetSmsHistory')).toMatchObject({ total_count: 0 })
    emulator.control.set({ errorStatus: 400 })
    const refused = await call(emulator.url, credentials, { method: 'SendFax' })
    expect(refused.status).toBe(400)
  })

  it.each([
    ['no source', { source: '' }, 422],
    ['a source with a plus', { source: '+447443332211' }, 422],
    ['a source that is not ours', { source: '447000000000' }, 422],
    ['a source with SMS off', { source: '447443332299' }, 386],
    ['a source that cannot do SMS', { source: '441234567890' }, 528],
    ['no destination', { destination: '' }, 423],
    ['a destination with a plus', { destination: '+447443332212' }, 423],
    ['no text', { sms_body: '' }, 101],
    ['766 characters', { sms_body: 'a'.repeat(766) }, 499],
    ['a store_body that is neither true nor false', { store_body: 'yes' }, 101],
    ['a parameter too many', { text: 'x' }, 101],
  ])('refuses %s', async (_name, over, expected) => {
    expect(await ask('SendSmsMessage', { ...SMS, ...over })).toEqual(code(expected))
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('takes 765 characters in whatever alphabet, counts fragments and charges them', async () => {
    expect(await ask('SendSmsMessage', { ...SMS, sms_body: 'a'.repeat(765) })).toMatchObject({
      fragments_count: 5,
    })
    expect(await ask('SendSmsMessage', { ...SMS, sms_body: '中'.repeat(765) })).toMatchObject({
      fragments_count: 12,
    })
    expect((await ask('GetAccountInfo')).result.balance).toBeCloseTo(10_000 - 17 * 0.01, 6)
    emulator.control.set({ balance: 0.005 })
    expect(await ask('SendSmsMessage', SMS)).toEqual(code(127))
    emulator.control.set({ creditLimit: 1 })
    expect(await ask('SendSmsMessage', SMS)).toMatchObject({ result: 1 })
  })

  it('switches SMS on with ControlSms and lists numbers by whether they can', async () => {
    const phone_number = '447443332299'
    expect(await ask('ControlSms', { phone_number, command: 'enable' })).toEqual({ result: 1 })
    expect(await ask('SendSmsMessage', { ...SMS, source: phone_number })).toMatchObject({ result: 1 })
    expect(await ask('ControlSms', { phone_number: '441234567890', command: 'enable' })).toEqual(code(528))
    expect(await ask('ControlSms', { phone_number, command: 'on' })).toEqual(code(101))
    expect(await ask('GetPhoneNumbers', { sms_supported: 'true', count: '1' })).toMatchObject({
      result: [{ phone_number: '447443332211', is_sms_supported: true, is_sms_enabled: true }],
      total_count: 2,
      count: 1,
    })
    expect(await ask('GetPhoneNumbers', { sms_supported: 'false' })).toMatchObject({ total_count: 1 })
  })

  it('tells balance and state, but not the API key', async () => {
    const { result, api_address } = await ask('GetAccountInfo', { return_live_balance: 'true' })
    expect(result).toMatchObject({ balance: 10_000, currency: 'USD', frozen: false, a2p_sms_enabled: true })
    expect(result).not.toHaveProperty('api_key')
    expect(api_address).toBe(new URL(emulator.url).host)
    emulator.control.set({ frozen: true })
    expect(await ask('SendSmsMessage', SMS)).toEqual(code(5))
  })
})

describe('the Voximplant emulator, one-way', () => {
  it('sends to several numbers, some of which fail', async () => {
    emulator.control.hazard({ kind: 'refuse', numbers: ['447443332212'] })
    const dst_numbers = '447443332212;447443332213;+447443332214'
    expect(await ask('A2PSendSms', { ...MASS, dst_numbers })).toEqual({
      result: [{ message_id: expect.any(Number), destination_number: '447443332213' }],
      failed: [
        { destination_number: '447443332212', error_description: 'SMS failed to send.', error_code: 385 },
        { destination_number: '+447443332214', error_description: 'Invalid phone number.', error_code: 121 },
      ],
      fragments_count: 1,
    })
    expect(emulator.control.counts()).toMatchObject({ received: 3, accepted: 1 })
  })

  it.each([
    ['a SenderID that support has not installed', { src_number: 'OTHER' }, 507],
    ['101 numbers', { dst_numbers: Array(101).fill('447443332212').join(';') }, 497],
    ['no number', { dst_numbers: '' }, 101],
    ['no text', { text: '' }, 508],
    ['1601 characters', { text: 'a'.repeat(1601) }, 499],
  ])('refuses %s', async (_name, over, expected) => {
    expect(await ask('A2PSendSms', { ...MASS, ...over })).toEqual(code(expected))
  })

  it('takes 100 numbers and 1600 characters, fails the rest when the money is gone', async () => {
    const dst_numbers = Array.from({ length: 100 }, (_, at) => String(447_443_330_000 + at)).join(';')
    const all = await ask('A2PSendSms', { ...MASS, dst_numbers, text: 'a'.repeat(1600) })
    expect([all.result.length, all.failed.length, all.fragments_count]).toEqual([100, 0, 11])
    emulator.control.set({ balance: 0.01 })
    const { result, failed } = await ask('A2PSendSms', MASS)
    expect([result.length, failed]).toEqual([1, [expect.objectContaining({ error_code: 127 })]])
    emulator.control.set({ a2pEnabled: false })
    expect(await ask('A2PSendSms', MASS)).toEqual(code(509))
  })

  it('shows its own faults: other ids, missing numbers, another order, other shapes of errors', async () => {
    const { control } = emulator
    const once = (kind: string, over: object = {}) => control.hazard({ kind, times: 1, ...over })
    once('transaction-id')
    expect((await ask('A2PSendSms', MASS)).result[0]).toEqual({
      transaction_id: expect.any(Number),
      destination_number: '447443332212',
    })
    once('id-text')
    expect((await ask('SendSmsMessage', SMS)).message_id).toBeTypeOf('string')
    once('without-id')
    expect(await ask('SendSmsMessage', SMS)).toEqual({ result: 1, fragments_count: 1 })
    once('omit', { numbers: ['447443332213'] })
    expect((await ask('A2PSendSms', MASS)).result).toHaveLength(1)
    once('shuffle')
    expect((await ask('A2PSendSms', MASS)).result[0].destination_number).toBe('447443332213')
    expect(control.counts().accepted).toBe(8)
    once('refuse-all', { code: 340 })
    expect(await ask('SendSmsMessage', SMS)).toEqual(code(340))
    once('refuse-all', { code: 2 })
    once('errors-plural')
    expect(await ask('SendSmsMessage', SMS)).toEqual({ errors: [{ code: 2, msg: 'Internal error.' }] })
    once('refuse-all', { code: 2 })
    once('bare-error')
    once('error-status', { status: 500 })
    const bare = await call(emulator.url, credentials, { method: 'SendSmsMessage', parameters: SMS })
    expect([bare.status, await bare.json()]).toEqual([500, { code: 2, msg: 'Internal error.' }])
    once('refuse', { code: 515 })
    expect(await ask('SendSmsMessage', SMS)).toEqual(code(515))
    expect(control.counts().accepted).toBe(8)
  })
})

const shared = await makeCredentials()
describeTransport({
  open: () => startEmulator({ credentials: shared }),
  number: '447443332212',
  send: (url, signal) => call(url, shared, { method: 'SendSmsMessage', parameters: SMS }, signal),
})
