import { verify } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/voximplant/server.ts'
import { voximplant } from './index.ts'
import { makeCredentials } from './test-credentials.ts'
import { readKey, Tokens } from './tokens.ts'

const credentials = makeCredentials()
const NOON = Date.parse('2026-11-21T12:00:00Z')

const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())
const claimsOf = (token: string) => decode(token.split('.')[1])

describe('a token', () => {
  test('is signed with the key of the service account and names it', () => {
    const token = new Tokens(credentials, () => new Date(NOON)).current()
    const [header, payload, signature] = token.split('.')
    expect(decode(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: credentials.key_id })
    const key = { key: credentials.private_key }
    const signed = Buffer.from(`${header}.${payload}`)
    expect(verify('RSA-SHA256', signed, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true)
    const { iss, iat, exp } = decode(payload)
    expect(iss).toBe(credentials.account_id)
    expect(NOON / 1000 - iat).toSatisfy((seconds: number) => seconds >= 3 && seconds <= 60)
    expect(exp - iat).toBeLessThanOrEqual(3_600)
  })

  test('is used until shortly before it expires', () => {
    let now = NOON
    const tokens = new Tokens(credentials, () => new Date(now))
    const first = tokens.current()
    now += 25 * 60_000
    expect(tokens.current()).toBe(first)
    now = claimsOf(first).exp * 1000 - 30_000
    expect(claimsOf(tokens.current()).exp).toBeGreaterThan(claimsOf(first).exp)
  })

  test('that is refused is replaced once for all that had it, by the server’s clock', () => {
    const tokens = new Tokens(credentials, () => new Date(NOON))
    const first = tokens.current()
    const second = tokens.renew(first, new Date(NOON - 3_600_000))
    expect(claimsOf(second).iat).toBe(claimsOf(first).iat - 3_600)
    expect(tokens.renew(first, new Date(NOON + 3_600_000))).toBe(second)
    expect(tokens.current()).toBe(second)
  })
})

test('a key may carry its line ends as the JSON file writes them', () => {
  expect(readKey(credentials.private_key.replaceAll('\n', '\\n'))).not.toBeNull()
  expect(readKey('-----BEGIN PRIVATE KEY-----')).toBeNull()
})

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A connection whose clock goes wrong by so many ms. */
const connect = async (drift: number, over: object = {}) => {
  const emulator = await startEmulator({ credentials })
  const connection = voximplant.connect({
    settings: { baseUrl: emulator.url },
    secrets: { ...credentials, ...over },
    allowPrivateHosts: true,
    maxConnections: 4,
    now: () => new Date(Date.now() + drift),
  })
  stops.push(() => connection.close(), emulator.close)
  const send = () =>
    connection.send({
      sender: '447443332211',
      messages: [{ reference: 'e.1.1', to: '447443334011', text: 'Hello', parts: 1 }],
      callbackUrl: null,
      mayStart: () => true,
    })
  return { connection, control: emulator.control, send }
}

test.each([
  ['right', 0, 1],
  ['5 seconds ahead', 5_000, 1],
  ['an hour ahead', 3_600_000, 2],
  ['an hour behind', -3_600_000, 2],
])('a clock that is %s still sends', async (_name, drift, requests) => {
  const { send, control } = await connect(drift)
  expect(await send()).toMatchObject([{ kind: 'accepted' }])
  expect(await send()).toMatchObject([{ kind: 'accepted' }])
  expect(control.requests()).toHaveLength(requests + 1)
  expect(control.accepted().get('447443334011')).toBe(2)
})

test.each([
  ['another key', { key_id: 'another' }],
  ['another account', { account_id: 1 }],
  ['another private key', { private_key: makeCredentials().private_key }],
])('%s is a matter of the account, and nothing is sent', async (_name, over) => {
  const { send, control, connection } = await connect(0, over)
  expect(await send()).toMatchObject([{ kind: 'refused', about: 'account' }])
  expect(control.accepted().size).toBe(0)
  expect(control.requests().length).toBeLessThanOrEqual(2)
  await expect(connection.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS', field: 'secrets' })
})

test('the account id may be written in quotes', async () => {
  const { send } = await connect(0, { account_id: String(credentials.account_id) })
  expect(await send()).toMatchObject([{ kind: 'accepted' }])
})
