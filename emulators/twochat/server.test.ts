import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { describeTransport } from '../shared/transport-suite.ts'
import { isUnitedStates } from './numbering.ts'
import { startEmulator } from './server.ts'
import { defaults } from './settings.ts'

const sms = { from_number: '+17137157533', to_number: '+447700900456', text: 'Hello from 2Chat!' }
const key = { 'X-User-API-Key': 'twochat-api-key' }

const post = (url: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  fetch(`${url}/sms/send`, {
    method: 'POST',
    headers: { ...key, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    ...(signal && { signal }),
  })

let emulator: Awaited<ReturnType<typeof startEmulator>>
const send = (over: object = {}) => post(emulator.url, { ...sms, ...over })
const get = (path: string, headers: Record<string, string> = key) =>
  fetch(`${emulator.origin}${path}`, { headers })
const refusal = { error: true, error_message: expect.any(String) }

beforeAll(async () => {
  emulator = await startEmulator()
})
afterEach(() => {
  emulator.control.reset()
  emulator.control.set(structuredClone(defaults))
})
afterAll(() => emulator.close())

describe('the 2Chat emulator', () => {
  it('accepts the sample of the document with 202 and an id', async () => {
    const response = await send()
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual({ success: true, message_id: expect.any(String) })
    expect(emulator.control.messages('447700900456')).toMatchObject([
      { from: '+17137157533', text: sms.text, segments: 1 },
    ])
  })

  it.each([
    ['a recipient without plus', { ...sms, to_number: '447700900456' }],
    ['a recipient that is a number', { ...sms, to_number: 447700900456 }],
    ['an empty text', { ...sms, text: '' }],
    ['a sender that is not ours', { ...sms, from_number: '+447700900999' }],
    ['a sender without SMS', { ...sms, from_number: '+442079460958' }],
    ['a sender that was given back', { ...sms, from_number: '+447700900123' }],
    ['a recipient in the United States', { ...sms, to_number: '+12125550123' }],
    ['a field too many', { ...sms, message: 'x' }],
    ['a missing field', { from_number: sms.from_number, text: sms.text }],
    ['a list', [sms]],
    ['broken JSON', '{'],
  ])('refuses %s', async (_name, body) => {
    const response = await post(emulator.url, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual(refusal)
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('accepts +1 numbers that are not in the United States', async () => {
    for (const to_number of ['+14165550123', '+18765550123', '+17875550123'])
      expect((await send({ to_number })).status).toBe(202)
    expect(['+12125550123', '+18005550123', '+66812345678'].map(isUnitedStates)).toEqual([true, true, false])
  })

  it('refuses forms, wrong keys, unknown paths and wrong methods', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await post(emulator.url, 'text=x', form)).status).toBe(400)
    expect((await post(emulator.url, sms, { 'X-User-API-Key': 'other' })).status).toBe(401)
    expect((await get('/open/info', { Authorization: 'Bearer twochat-api-key' })).status).toBe(401)
    expect((await get('/open/sms')).status).toBe(404)
    const wrong = await get('/open/sms/send')
    expect([wrong.status, await wrong.json()]).toEqual([405, refusal])
  })

  it('tells quota and state, at the new and at the older address', async () => {
    await send()
    for (const path of ['/open/info', '/info'])
      expect(await (await get(path)).json()).toMatchObject({
        success: true,
        account: { blocked: false, on_trial: false, expires_at: expect.any(String) },
        limits: { requests_per_minute: 600_000 },
        usage: { api_request_count: 1, max_api_request_count: 10_000_000 },
      })
    expect(await (await get('/ping')).json()).toEqual({ success: true })
  })

  it('keeps to its rate, its quota and its block', async () => {
    emulator.control.set({ requestsPerMinute: 2 })
    const answers = [await send(), await send(), await send()]
    // The minute of the clock may turn between them.
    const limited = answers.at(-1)?.status === 429 ? answers.at(-1) : [await send(), await send()].at(-1)
    expect(limited?.status).toBe(429)
    expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0)
    emulator.control.advance(60_000)
    expect((await send()).status).toBe(202)
    emulator.control.set({ requestsPerMinute: 1_000, maxApiRequestCount: 1 })
    expect((await send()).status).toBe(402)
    emulator.control.set({ blocked: true })
    expect((await send()).status).toBe(403)
  })

  it('lists its numbers in pages from 0 without saying which can send SMS', async () => {
    const page = await (await get('/open/voip/virtual-numbers?page_number=1&results_per_page=2')).json()
    expect(page).toMatchObject({ success: true, count: 1, page: 1 })
    expect(page.numbers[0]).toMatchObject({
      phone_number: '+447700900123',
      iso_country_code: 'GB',
      status: 4,
      status_text: 'RELEASED',
    })
    expect(page.numbers[0]).not.toHaveProperty('sms')
    expect((await get('/open/voip/virtual-numbers?page_number=-1')).status).toBe(400)
    expect(await (await get('/open/voip/virtual-numbers')).json()).toMatchObject({ count: 3, page: 0 })
  })

  it('keeps webhooks for calls and WhatsApp; there is no event for SMS', async () => {
    const subscribe = (event: string, body: unknown) =>
      fetch(`${emulator.url}/webhooks/subscribe/${event}`, {
        method: 'POST',
        headers: { ...key, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const hook_url = 'https://longwave.example/hook'
    expect((await subscribe('sms.received', { hook_url, on_number: '+17137157533' })).status).toBe(400)
    const made = await (await subscribe('call.status.update', { hook_url, channel_uuid: 'DID1' })).json()
    expect(made).toMatchObject({ success: true, event_name: 'call.status.update', hook_url })
    expect(await (await get('/open/webhooks')).json()).toMatchObject({ count: 1 })
    expect(await (await get('/open/webhooks/channel/other')).json()).toMatchObject({ count: 0 })
    const remove = () => fetch(`${emulator.url}/webhooks/${made.uuid}`, { method: 'DELETE', headers: key })
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 404])
  })

  it('shows its own faults: another name or type of the id, none, 200, refusals in disguise', async () => {
    const { control } = emulator
    const body = async () => (await send()).json()
    control.hazard({ kind: 'message-uuid', times: 1 })
    expect(await body()).toEqual({ success: true, message_uuid: expect.any(String) })
    control.hazard({ kind: 'id-number', times: 1 })
    expect((await body()).message_id).toBeTypeOf('number')
    control.hazard({ kind: 'without-id', times: 1 })
    expect(await body()).toEqual({ success: true })
    control.hazard({ kind: 'status-200', times: 1 })
    expect((await send()).status).toBe(200)
    expect(control.counts().accepted).toBe(4)
    control.hazard({ kind: 'ok-but-refused', times: 1 })
    const disguised = await send()
    expect([disguised.status, await disguised.json()]).toEqual([200, refusal])
    control.hazard({ kind: 'refuse', numbers: [sms.to_number], status: 422, times: 1 })
    expect((await send()).status).toBe(422)
    expect(control.counts().accepted).toBe(4)
  })
})

describeTransport({
  open: startEmulator,
  number: '447700900456',
  send: (url, signal) => post(url, sms, {}, signal),
})
