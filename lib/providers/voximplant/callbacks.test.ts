import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/voximplant/server.ts'
import { startCallbackSink } from '../contract-bench.ts'
import { voximplant } from './index.ts'
import { makeCredentials } from './test-credentials.ts'

const credentials = makeCredentials()
const keys = { api_key: 'k3y', salt: 'pepper' }

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const read = (body: unknown, over: object = {}, settings: object = {}) =>
  voximplant.readCallback?.(
    {
      method: 'POST',
      contentType: 'application/json',
      query: new URLSearchParams(),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    { settings, secrets: { ...credentials, ...over } },
  )

const hashOf = (id: number | string) =>
  createHash('md5').update(`${keys.salt}${credentials.account_id}${keys.api_key}${id}`).digest('hex')
const sms = { source_number: '447443332212', destination_number: '447443332211', sms_body: 'STOP' }
const callback = (id: number | string, over: object = {}) => ({
  callback_id: id,
  type: 'sms_inbound',
  account_id: credentials.account_id,
  hash: hashOf(id),
  sms_inbound: { sms_inbound: sms },
  ...over,
})
const reply = (id: number | string) => ({
  id: String(id),
  from: '447443332212',
  to: '447443332211',
  text: 'STOP',
  at: null,
})
const invalid = expect.objectContaining({ code: 'INVALID_REQUEST' })

describe('a reply', () => {
  test('is read from two levels, as the SDK has them, and from one', () => {
    const callbacks = [callback(1), callback(2, { sms_inbound: sms })]
    expect(read({ callbacks }, keys)).toEqual({ receipts: [], replies: [reply(1), reply(2)] })
  })

  test('is known by its callback, so what comes twice is one', () => {
    expect(read({ callbacks: [callback(1), callback(1), callback('2')] }, keys)?.replies).toEqual([
      reply(1),
      reply(2),
    ])
  })

  test('may have numbers as numbers, and names in the newer spelling', () => {
    const item = {
      callbackId: 7,
      accountId: String(credentials.account_id),
      hash: hashOf(7),
      sms_inbound: { source_number: 447443332212, destination_number: '+447443332211', sms_body: 'STOP' },
    }
    expect(read({ callbacks: [item] }, keys)?.replies).toEqual([reply(7)])
  })

  test('comes from the emulator', async () => {
    const sink = await startCallbackSink()
    const emulator = await startEmulator({ credentials, callbackUrl: sink.url, ...{ salt: 'pepper' } })
    stops.push(emulator.close, sink.stop)
    emulator.control.inbound({ from: '447443332212', to: '447443332211', text: 'Ndiyo & asante' })
    emulator.control.minBalance()
    await emulator.control.settled()
    const { api_key } = emulator.control.account().secrets
    const contents = sink.requests.map(({ body }) => read(body, { api_key, salt: 'pepper' }))
    expect(contents.flatMap((content) => content?.replies ?? [])).toMatchObject([
      { from: '447443332212', to: '447443332211', text: 'Ndiyo & asante', id: expect.stringMatching(/./) },
    ])
    expect(contents.length).toBeGreaterThan(0)
  })
})

describe('the hash', () => {
  test.each([
    ['wrong', callback(1, { hash: hashOf(2) })],
    ['missing', callback(1, { hash: undefined })],
    ['no hash', callback(1, { hash: 'x'.repeat(32) })],
  ])('that is %s is refused', (_name, item) => {
    expect(() => read({ callbacks: [item] }, keys)).toThrow(invalid)
  })

  test('that is wrong on one callback leaves the others', () => {
    const callbacks = [callback(1, { hash: hashOf(9) }), callback(2)]
    expect(read({ callbacks }, keys)?.replies).toEqual([reply(2)])
  })

  test('may be in capitals', () => {
    expect(read({ callbacks: [callback(1, { hash: hashOf(1).toUpperCase() })] }, keys)?.replies).toHaveLength(
      1,
    )
  })

  test.each([
    ['neither the key nor the salt is', {}],
    ['the key alone is', { api_key: 'k3y' }],
    ['the salt alone is', { salt: 'pepper' }],
  ])('is not checked when %s known', (_name, known) => {
    expect(read({ callbacks: [callback(1, { hash: 'x' })] }, known)?.replies).toHaveLength(1)
  })

  test('is checked when the salt is known to be empty', () => {
    expect(() => read({ callbacks: [callback(1)] }, { ...keys, salt: '' })).toThrow(invalid)
  })
})

test('callbacks of another account are refused, hash or no hash', () => {
  expect(() => read({ callbacks: [callback(1, { account_id: 1 })] })).toThrow(invalid)
})

test('other kinds of callback are taken and say nothing', () => {
  const item = callback(3, {
    type: 'min_balance',
    sms_inbound: undefined,
    min_balance: { is_min_credit: true },
  })
  expect(read({ callbacks: [item] }, keys)).toEqual({ receipts: [], replies: [] })
  expect(read({ callbacks: [] })).toEqual({ receipts: [], replies: [] })
})

test('a delivery that is pushed is a receipt for each of its numbers', () => {
  const delivery = {
    id: 12,
    source_number: 'LONGWAVE',
    status: 'DELIVERED',
    destination_numbers: '447443332212',
  }
  const receipt = { reference: '12', state: 'delivered', reason: null, raw: 'DELIVERED', at: null }
  expect(read({ callbacks: [callback(4, { a2p_sms_delivery: delivery })] })?.receipts).toEqual([
    { ...receipt, to: '447443332212' },
  ])
  const many = { ...delivery, status: 6, destination_numbers: ['447443332212', 447443332213] }
  expect(read({ callbacks: [callback(4, { a2p_sms_delivery: many })] })?.receipts).toMatchObject([
    { state: 'undelivered', reason: 'FAILED', to: '447443332212' },
    { state: 'undelivered', to: '447443332213' },
  ])
})

test('a delivery is read from the field that the account names', () => {
  const delivery = { id: 12, status: 'DELIVERED', destination_numbers: '447443332212' }
  const callbacks = [callback(4, { sms_delivery: delivery })]
  expect(read({ callbacks })?.receipts).toEqual([])
  expect(read({ callbacks }, {}, { deliveryField: 'sms_delivery' })?.receipts).toMatchObject([
    { reference: '12', state: 'delivered' },
  ])
})

test.each(['', 'null', '{}', '{"callbacks": {}}', '{"callbacks": [7]}', '[]', 'callbacks=1'])(
  'a body of %o is no callback',
  (body) => {
    expect(() => read(body)).toThrow(invalid)
  },
)
