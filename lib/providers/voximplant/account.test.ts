import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/voximplant/server.ts'
import { voximplant } from './index.ts'
import { makeCredentials } from './test-credentials.ts'

const credentials = makeCredentials()

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const open = async (settings: object = {}, options: Parameters<typeof startEmulator>[0] = {}) => {
  const emulator = await startEmulator({ credentials, ...options })
  const connection = voximplant.connect({
    settings: { baseUrl: emulator.url, ...settings },
    secrets: credentials,
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  stops.push(() => connection.close(), emulator.close)
  return { control: emulator.control, connection }
}

test('the balance is the account’s money in its currency', async () => {
  const { connection } = await open({}, { balance: 12.5, currency: 'EUR' })
  expect(await connection.balance?.()).toEqual({ value: 12.5, unit: 'EUR' })
})

describe('the numbers', () => {
  test('that can do SMS are listed, approved if they may send now', async () => {
    const { connection } = await open()
    expect(await connection.listSenders?.()).toEqual([
      { value: '447443332211', approved: true },
      { value: '447443332299', approved: false },
    ])
  })

  test.each([
    ['deactivated', { deactivated: true }],
    ['not to be used', { can_be_used: false }],
    ['switched off', { is_sms_enabled: false }],
  ])('that are %s may not send', async (_name, over) => {
    const { connection, control } = await open()
    const number = { phone_number: 447443332211, is_sms_supported: true, is_sms_enabled: true, ...over }
    const body = JSON.stringify({ result: [number], total_count: 1, count: 1 })
    control.hazard({ kind: 'status-before', on: ['*'], status: 200, body })
    expect(await connection.listSenders?.()).toEqual([{ value: '447443332211', approved: false }])
  })

  test('are read page by page, and a list without end has one', async () => {
    const { connection, control } = await open()
    const result = Array.from({ length: 100 }, (_, n) => ({
      phone_number: `44744333${1000 + n}`,
      is_sms_supported: true,
      is_sms_enabled: true,
    }))
    const page = (total: number) => JSON.stringify({ result, total_count: total })
    control.hazard({ kind: 'status-before', on: ['*'], status: 200, body: page(250), times: 3 })
    expect(await connection.listSenders?.()).toHaveLength(100)
    expect(control.requests().map(({ body }) => new URLSearchParams(body).get('offset'))).toEqual([
      '0',
      '100',
      '200',
    ])
    control.hazard({ kind: 'status-before', on: ['*'], status: 200, body: page(1e9) })
    expect(await connection.listSenders?.()).toHaveLength(100)
    expect(control.requests().length).toBeLessThanOrEqual(103)
  })

  test('can be switched on', async () => {
    const { connection } = await open()
    await connection.enableSender?.('+447443332299')
    expect(await connection.listSenders?.()).toContainEqual({ value: '447443332299', approved: true })
    await expect(connection.enableSender?.('441234567890')).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    })
  })

  test('are no matter of SenderIDs', async () => {
    const { connection } = await open({ service: 'a2p' })
    expect(connection.listSenders).toBeUndefined()
    expect(connection.enableSender).toBeUndefined()
  })
})

describe('the test of an account', () => {
  test.each([
    ['is frozen', { frozen: true }, 'ACCOUNT_FROZEN'],
    ['is not active', { active: false }, 'ACCOUNT_NOT_ACTIVE'],
    ['may not use A2P', { a2pEnabled: false }, 'A2P_DISABLED'],
  ])('that %s says so', async (_name, options, reason) => {
    const { connection } = await open({ service: 'a2p' }, options)
    await expect(connection.test()).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      params: { reason },
    })
  })

  test.each(['two-way', 'a2p'])('passes with a role that only sends (%s)', async (service) => {
    const { connection } = await open({ service }, { roles: ['CallsSMS'] })
    await connection.test()
  })

  test('that may do nothing fails', async () => {
    const { connection } = await open({ service: 'a2p' }, { roles: ['Supervisor'] })
    await expect(connection.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS', field: 'secrets' })
  })
})

describe('parameters', () => {
  const send = async (settings: object, sender: string) => {
    const { connection, control } = await open(settings)
    await connection.send({
      sender,
      messages: [{ reference: 'e.1.1', to: '447443334011', text: 'A & b + ü', parts: 1 }],
      callbackUrl: null,
      mayStart: () => true,
    })
    expect(control.messages()).toMatchObject([{ to: '447443334011', text: 'A & b + ü' }])
    const [request] = control.requests()
    return { path: request?.path, body: request?.body }
  }

  test('of a form stay out of the address', async () => {
    const { path, body } = await send({ storeBody: true }, '+447443332211')
    expect(path).toBe('/platform_api/SendSmsMessage')
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      source: '447443332211',
      destination: '447443334011',
      sms_body: 'A & b + ü',
      store_body: 'true',
    })
  })

  test('of a query stand in it, as the documents show', async () => {
    const { path, body } = await send({ parameters: 'query' }, '447443332211')
    expect(path).toContain('/platform_api/SendSmsMessage')
    expect(body).toBe('{}')
  })

  test('of an A2P message', async () => {
    const { path, body } = await send({ service: 'a2p' }, 'LONGWAVE')
    expect(path).toBe('/platform_api/A2PSendSms')
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      src_number: 'LONGWAVE',
      dst_numbers: '447443334011',
      text: 'A & b + ü',
      store_body: 'false',
    })
  })
})
