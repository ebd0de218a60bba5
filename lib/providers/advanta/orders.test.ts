import { afterEach, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/advanta/server.ts'
import type { OutgoingSms, SendOutcome, SendRequest } from '../provider.ts'
import { advanta } from './index.ts'

const HASH = '8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d'
const number = (n: number) => `25471200${1000 + n}`

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const connect = (settings: object) => {
  const connection = advanta.connect({
    settings,
    secrets: { apikey: 'advanta-apikey', partnerID: 12345 },
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  stops.unshift(() => connection.close())
  return connection
}

const open = async (options: Parameters<typeof startEmulator>[0] = {}, settings: object = {}) => {
  const emulator = await startEmulator(options)
  stops.push(emulator.close)
  const connection = connect({ baseUrl: emulator.url, ...settings })
  const { control } = emulator
  const send = (messages: OutgoingSms[], over: Partial<SendRequest> = {}): Promise<SendOutcome[]> =>
    connection.send({ sender: 'LONGWAVE', messages, callbackUrl: null, mayStart: () => true, ...over })
  const bodies = () => control.requests().map(({ body }) => JSON.parse(body))
  return { control, connection, send, bodies }
}

let references = 0
const sms = (to: string, text = 'Habari'): OutgoingSms => {
  references += 1
  return { reference: `e.1.${references}`, to, text, parts: 1 }
}
const kinds = (outcomes: SendOutcome[]) => outcomes.map(({ kind }) => kind)

test('one text goes to a thousand numbers in one request, as a list', async () => {
  const { send, control } = await open()
  const outcomes = await send(Array.from({ length: 1000 }, (_, n) => sms(number(n))))
  expect(kinds(outcomes)).toEqual(Array(1000).fill('accepted'))
  expect(control.counts().byOperation).toEqual({ sendsms: 1 })
  expect(control.counts().numbersAcceptedTwice).toBe(0)
})

test('nothing of it stands in the address', async () => {
  const { send, control, bodies } = await open()
  await send([sms(number(1)), sms(number(2))])
  expect(control.requests()).toMatchObject([{ method: 'POST', path: '/api/services/sendsms' }])
  expect(bodies()).toEqual([
    {
      apikey: 'advanta-apikey',
      partnerID: '12345',
      message: 'Habari',
      shortcode: 'LONGWAVE',
      mobile: '254712001001,254712001002',
    },
  ])
})

test('different texts go in bulk, and each number gets its own', async () => {
  const { send, control, bodies } = await open()
  const outcomes = await send([1, 2, 3].map((n) => sms(number(n), `Habari ${n}`)))
  expect(kinds(outcomes)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(control.messages().map(({ to, text }) => `${to} ${text}`)).toEqual([
    '254712001001 Habari 1',
    '254712001002 Habari 2',
    '254712001003 Habari 3',
  ])
  expect(bodies()).toEqual([
    {
      count: 3,
      smslist: [1, 2, 3].map((n) => ({
        apikey: 'advanta-apikey',
        partnerID: '12345',
        pass_type: 'plain',
        clientsmsid: n,
        mobile: number(n),
        message: `Habari ${n}`,
        shortcode: 'LONGWAVE',
      })),
    },
  ])
})

test.each([
  ['in another order', { kind: 'shuffle' }],
  ['with its own ids as text', { kind: 'client-id-text' }],
  ['without its own ids', { kind: 'client-id-missing' }],
  ['in a bare list', { kind: 'array-envelope' }],
  ['misspelt', { kind: 'misspelt-key' }],
])('the answer to bulk may come %s', async (_name, hazard) => {
  const { send, control } = await open()
  control.hazard(hazard)
  control.hazard({ kind: 'refuse', code: 1003, numbers: [number(2)] })
  const outcomes = await send([1, 2, 3].map((n) => sms(number(n), `Habari ${n}`)))
  const ids = new Map(control.messages().map(({ to, id }) => [to, id]))
  expect(outcomes).toMatchObject([
    { kind: 'accepted', reference: ids.get(number(1)) },
    { kind: 'refused', code: 'INVALID_NUMBER', about: 'recipient' },
    { kind: 'accepted', reference: ids.get(number(3)) },
  ])
})

test('bulk beyond the host’s limit is divided, and the next one begins smaller', async () => {
  const { send, control } = await open({ bulkLimit: 20 }, { bulkSize: 100 })
  const batch = (from: number) => Array.from({ length: 40 }, (_, n) => sms(number(from + n), `Habari ${n}`))
  expect(kinds(await send(batch(0)))).toEqual(Array(40).fill('accepted'))
  expect(control.counts().byOperation).toEqual({ sendbulk: 3 })
  expect(kinds(await send(batch(40)))).toEqual(Array(40).fill('accepted'))
  expect(control.counts()).toMatchObject({ byOperation: { sendbulk: 5 }, numbersAcceptedTwice: 0 })
})

test('hashed numbers go by themselves, each outcome in its place', async () => {
  const { send, control, bodies } = await open()
  const outcomes = await send([sms(number(1)), sms(HASH), sms(number(2))])
  expect(kinds(outcomes)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(control.counts().byOperation).toEqual({ sendsms: 1, sendotp: 1 })
  expect(bodies()[1]).toMatchObject({ mobile: HASH, hashed: true, message: 'Habari' })
  const byNumber = new Map(control.messages().map(({ to, id }) => [to, id]))
  expect(outcomes).toMatchObject([number(1), HASH, number(2)].map((to) => ({ reference: byNumber.get(to) })))
})

test('a schedule goes as seconds since 1970, to lists of one text each', async () => {
  const { send, bodies, control } = await open()
  const sendAt = new Date('2026-12-01T15:00:00.900Z')
  const outcomes = await send([sms(number(1), 'A'), sms(number(2), 'B'), sms(number(3), 'A')], { sendAt })
  expect(kinds(outcomes)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(control.counts().byOperation).toEqual({ sendsms: 2 })
  expect(bodies()).toMatchObject([
    { message: 'A', mobile: '254712001001,254712001003', timeToSend: 1796137200 },
    { message: 'B', mobile: '254712001002', timeToSend: 1796137200 },
  ])
})

test('a hashed number is not scheduled by the gateway', async () => {
  const { send, control } = await open()
  const outcomes = await send([sms(HASH)], { sendAt: new Date(Date.now() + 60_000) })
  expect(outcomes).toMatchObject([{ kind: 'refused', about: 'message', code: 'HASHED_NOT_SCHEDULED' }])
  expect(control.counts().byOperation).toEqual({})
})

test('after a request of unknown outcome the others of the batch do not leave', async () => {
  const { send, control } = await open()
  control.hazard({ kind: 'reset-after', times: 1 })
  const other = HASH.replace('8', '9')
  const outcomes = await send([sms(number(1)), sms(number(2)), sms(HASH), sms(other)])
  expect(outcomes).toMatchObject([
    { kind: 'unknown' },
    { kind: 'unknown' },
    { kind: 'throttled', reason: 'NOT_TRIED' },
    { kind: 'throttled', reason: 'NOT_TRIED' },
  ])
  expect([...control.received().keys()]).toEqual([number(1), number(2)])
})

test('what the gateway fails is tried once more, then it waits for a person', async () => {
  const { send, control } = await open()
  control.hazard({ kind: 'refuse-all', code: 1007 })
  const messages = [sms(number(1)), sms(number(2))]
  const later = { kind: 'throttled', reason: 'SYSTEM_ERROR', retryAfterMs: 60_000 }
  expect(await send(messages)).toMatchObject([later, later])
  const waits = { kind: 'refused', code: 'SYSTEM_ERROR', about: 'account' }
  expect(await send(messages)).toMatchObject([waits, waits])
  expect(await send([sms(number(3)), sms(number(4))])).toMatchObject([later, later])
  control.clearHazards()
  expect(kinds(await send(messages))).toEqual(['accepted', 'accepted'])
})

test('a single number that the gateway fails twice is refused', async () => {
  const { send, control } = await open()
  control.hazard({ kind: 'refuse-all', code: 1005 })
  const messages = [sms(number(1))]
  expect(await send(messages)).toMatchObject([{ kind: 'throttled', reason: 'FAILED' }])
  expect(await send(messages)).toMatchObject([{ kind: 'refused', code: 'FAILED', about: 'recipient' }])
})

test.each([
  ['', {}, '/api/services/getbalance'],
  ['/', {}, '/api/services/getbalance'],
  ['/api/services', {}, '/api/services/getbalance'],
  ['/api/services/', {}, '/api/services/getbalance'],
  ['', { trailingSlash: true }, '/api/services/getbalance/'],
])('an address that ends in “%s” with %o asks at %s', async (end, settings, path) => {
  const { control } = await open()
  const { origin } = new URL(String(control.account().settings.baseUrl))
  const connection = connect({ baseUrl: `${origin}${end}`, ...settings })
  await connection.test()
  expect(control.requests()).toMatchObject([{ path }])
})

test('texts outside GSM 7-bit are refused unless the account says otherwise', () => {
  const baseUrl = 'https://quicksms.advantasms.com'
  expect(advanta.capabilities({ baseUrl }).encoding).toBe('gsm')
  expect(advanta.capabilities({ baseUrl, otherTexts: 'send' }).encoding).toBe('any')
})

test('requests are as large as the host takes them', () => {
  const { batch } = advanta.capabilities({ baseUrl: 'https://sms.textsms.co.ke', bulkSize: 50 })
  expect(batch).toEqual({ size: 1000, texts: 'one', differing: 50, hashed: 1 })
})
