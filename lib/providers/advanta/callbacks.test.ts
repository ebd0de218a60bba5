import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/advanta/server.ts'
import { startCallbackSink } from '../contract-bench.ts'
import type { CallbackRequest } from '../provider.ts'
import { advanta } from './index.ts'

const to = '254712000001'
const settings = { baseUrl: 'https://quicksms.advantasms.com' }
const secrets = { apikey: 'advanta-apikey', partnerID: '12345' }

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

describe('what the gateway calls with', () => {
  const read = (request: Partial<CallbackRequest>) =>
    advanta.readCallback?.(
      {
        method: 'POST',
        contentType: 'application/json',
        query: new URLSearchParams(),
        body: '',
        ...request,
      },
      { settings, secrets },
    )
  const report = {
    description: 'DeliveredToTerminal',
    messageid: '1889191',
    timeTaken: '22s',
    timestamp: '2025-09-12 10:16:10',
  }
  const receipt = {
    reference: '1889191',
    state: 'delivered',
    reason: null,
    raw: 'DeliveredToTerminal',
    at: new Date('2025-09-12T07:16:10Z'),
  }

  test.each<[string, Partial<CallbackRequest>]>([
    ['as JSON', { body: JSON.stringify(report) }],
    ['as JSON with an id as a number', { body: JSON.stringify({ ...report, messageid: 1889191 }) }],
    ['as JSON of another type', { body: JSON.stringify(report), contentType: 'text/plain' }],
    [
      'as a form',
      { body: `${new URLSearchParams(report)}`, contentType: 'application/x-www-form-urlencoded' },
    ],
    ['in the query of a GET', { method: 'GET', contentType: '', query: new URLSearchParams(report) }],
    ['in the query of a POST', { query: new URLSearchParams(report) }],
    ['in a list', { body: JSON.stringify([report]) }],
  ])('may be a report %s', (_name, request) => {
    expect(read(request)).toEqual({ receipts: [receipt], replies: [], answer: '' })
  })

  test('may be a report that the subscriber has blocked the sender', () => {
    const body = JSON.stringify({ ...report, description: 'SenderName Blacklisted' })
    expect(read({ body })?.receipts).toMatchObject([{ state: 'blocked', reason: 'SENDER_NAME_BLACKLISTED' }])
  })

  test.each([
    ['mobile', { shortcode: '22141', mobile: '254712000001', message: 'STOP' }],
    ['msisdn', { shortcode: 22141, msisdn: 254712000001, message: 'STOP', partnerId: '12345' }],
  ])('may be a reply whose sender is named %s, which is answered with nothing', (_name, body) => {
    const reply = { id: null, from: '254712000001', to: '22141', text: 'STOP', at: null }
    const content = { receipts: [], replies: [reply], answer: '' }
    expect(read({ body: JSON.stringify(body) })).toEqual(content)
    const form = Object.entries(body).map(([name, value]): [string, string] => [name, String(value)])
    expect(read({ method: 'GET', query: new URLSearchParams(form) })).toEqual(content)
  })

  test('may be a reply of nothing but a number', () => {
    const body = JSON.stringify({ shortcode: '22141', mobile: '0712000001', message: 7 })
    expect(read({ body })?.replies).toMatchObject([{ from: '254712000001', text: '7' }])
  })

  test.each([
    'true',
    '[]',
    '[7]',
    '[{}]',
    '{"messageid": "1"}',
    '{"description": "x"}',
    '{"shortcode": "1", "message": "x"}',
    '{"mobile": "1", "message": "x"}',
  ])('is refused when it is %s', (body) => {
    expect(() => read({ body })).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }))
  })

  test('comes from the emulator in all its forms', async () => {
    const callbacks = await startCallbackSink()
    const { url, control, close } = await startEmulator({
      receiptMs: 0,
      callbackUrl: callbacks.url,
      inboundUrl: callbacks.url,
    })
    const connection = advanta.connect({
      settings: { baseUrl: url },
      secrets,
      allowPrivateHosts: true,
      maxConnections: 1,
      now: () => new Date(),
    })
    stops.push(() => connection.close(), close, callbacks.stop)
    for (const [callbackMethod, callbackForm] of [
      ['POST', 'json'],
      ['POST', 'form'],
      ['POST', 'query'],
      ['GET', 'query'],
    ] as const) {
      control.set({ callbackMethod, callbackForm })
      const messages = [{ reference: 'e.1.1', to, text: 'Habari', parts: 1 }]
      await connection.send({ sender: 'LONGWAVE', messages, callbackUrl: null, mayStart: () => true })
      await control.settled()
      control.inbound({ from: to, shortcode: '22141', message: 'Ndiyo & asante', interactive: true })
      await control.settled()
    }
    const contents = callbacks.requests.map((request) => read(request))
    expect(contents.flatMap((content) => content?.receipts.map(({ state }) => state))).toEqual(
      Array(4).fill(['accepted', 'delivered']).flat(),
    )
    expect(
      contents.flatMap((content) => content?.replies.map(({ text, from }) => `${from} ${text}`)),
    ).toEqual(Array(4).fill(`${to} Ndiyo & asante`))
  })
})
