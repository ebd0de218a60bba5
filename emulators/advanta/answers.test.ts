import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { entry, order, post } from './sample-requests.ts'
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

describe('the Advanta emulator, in its variations', () => {
  const once = (kind: string, over: object = {}) => emulator.control.hazard({ kind, times: 1, ...over })
  const first = async () => (await ask('sendsms', order)).responses[0]

  it('misspells its key, in successes and refusals', async () => {
    once('misspelt-key')
    expect(await first()).toMatchObject({ 'respose-code': 200 })
    once('misspelt-key')
    expect(await ask('sendsms', { ...order, apikey: 'other' })).toMatchObject({ 'respose-code': 1006 })
  })

  it('changes types of ids, numbers, networks and codes', async () => {
    once('id-text')
    expect((await first()).messageid).toBeTypeOf('string')
    once('id-number')
    expect((await ask('sendbulk', { count: 1, smslist: [entry()] })).responses[0].messageid).toBeTypeOf(
      'number',
    )
    once('mobile-number')
    expect((await first()).mobile).toBe(254712345678)
    once('network-text')
    expect((await first()).networkid).toBe('1')
    once('code-text')
    expect((await first())['response-code']).toBe('200')
    once('client-id-text')
    expect((await ask('sendbulk', { count: 1, smslist: [entry()] })).responses[0].clientsmsid).toBe('1234')
    once('client-id-missing')
    expect((await ask('sendbulk', { count: 1, smslist: [entry()] })).responses[0].clientsmsid).toBeUndefined()
  })

  it('changes its envelope', async () => {
    once('array-envelope')
    expect(await ask('sendsms', order)).toMatchObject([{ 'response-code': 200 }])
    once('payload-envelope')
    expect(await ask('sendsms', order)).toMatchObject({ payload: [{ 'response-code': 200 }] })
    once('bare-entry')
    expect(await ask('sendsms', order)).toMatchObject({ 'response-code': 200, mobile: '254712345678' })
  })

  it('refuses numbers or whole requests with any code, with any status, in JSON that is none', async () => {
    once('refuse', { numbers: ['0712345678'], code: 1007 })
    expect(await first()).toEqual({
      'response-code': 1007,
      'response-description': 'Failed. System error',
      mobile: '254712345678',
    })
    once('refuse-all', { code: 4090 })
    expect(await ask('sendsms', order)).toMatchObject({ 'response-code': 4090 })
    once('refusal-status', { status: 401 })
    expect((await post(emulator.url, 'sendsms', { ...order, apikey: 'other' })).status).toBe(401)
    once('stray-quote')
    const stray = await post(emulator.url, 'sendsms', { ...order, apikey: 'other' })
    expect(await stray.text()).toBe('{"response-code":1006,"response-description":"Invalid credentials"\'}')
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('leaves an accepted number out, names it twice, or answers in another order', async () => {
    const mobile = '254712345678,254712345679,254712345680'
    const answered = async () =>
      (await ask('sendsms', { ...order, mobile })).responses.map((one: { mobile: string }) =>
        one.mobile.slice(-1),
      )
    once('omit', { numbers: ['254712345679'] })
    expect(await answered()).toEqual(['8', '0'])
    once('repeat', { numbers: ['254712345679'] })
    expect(await answered()).toEqual(['8', '9', '9', '0'])
    once('shuffle')
    expect(await answered()).toEqual(['0', '9', '8'])
    expect(emulator.control.counts()).toMatchObject({ accepted: 9, numbersAccepted: 3 })
  })
})
