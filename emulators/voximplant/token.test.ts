import { createPrivateKey, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bearer, signToken } from './sample-requests.ts'
import { type Credentials, defaults } from './settings.ts'
import { createTokenCheck, makeCredentials } from './token.ts'

let credentials: Credentials
let check: (authorization: string | undefined) => number
// The clock stands still, so that no second ends between a token and its check.
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  credentials = await makeCredentials()
  check = createTokenCheck(credentials, structuredClone(defaults))
})
afterAll(() => void vi.useRealTimers())
const now = () => Math.floor(Date.now() / 1000)

describe('a token', () => {
  it('is right with RS256, the key id, the account and at most an hour', () => {
    expect(check(bearer(credentials))).toBe(0)
    expect(check(bearer(credentials, { iat: now() - 5, exp: now() + 3_595 }))).toBe(0)
  })

  it.each([
    ['a life of more than an hour', { iat: 0, exp: 3_601 }, 454],
    ['an issue in the future', { iat: 60, exp: 120 }, 455],
    ['an end in the past', { iat: -120, exp: -60 }, 456],
  ])('is wrong with %s', (_name, { iat, exp }, code) => {
    expect(check(bearer(credentials, { iat: now() + iat, exp: now() + exp }))).toBe(code)
  })

  it('is wrong with another account, the account in quotes, another key id or another key', async () => {
    const stranger = await makeCredentials()
    expect(check(bearer(credentials, { iss: 7 }))).toBe(100)
    expect(check(bearer(credentials, { iss: String(credentials.account_id) }))).toBe(100)
    expect(check(bearer(credentials, {}, { kid: 'other' }))).toBe(100)
    expect(check(bearer({ ...credentials, private_key: stranger.private_key }))).toBe(100)
  })

  it('is wrong when it was changed after signing, is unsigned, or signed by another method', () => {
    const [head, , signature] = signToken(credentials).split('.')
    const other = Buffer.from(JSON.stringify({ iss: 1_234_567, iat: now(), exp: now() + 900 }))
    expect(check(`Bearer ${head}.${other.toString('base64url')}.${signature}`)).toBe(100)
    expect(check(bearer(credentials, {}, { alg: 'none' }))).toBe(100)
    expect(check(bearer(credentials, {}, { alg: 'HS256' }))).toBe(100)
    const key = createPrivateKey(credentials.private_key)
    const [first, second] = signToken(credentials).split('.')
    const sha512 = sign('sha512', Buffer.from(`${first}.${second}`), key).toString('base64url')
    expect(check(`Bearer ${first}.${second}.${sha512}`)).toBe(100)
  })

  it.each([
    ['nothing', undefined, 100],
    ['another scheme', 'Basic abc', 100],
    ['no token', 'Bearer abc', 447],
    ['two parts', 'Bearer e30.e30', 447],
    ['four parts', 'Bearer e30.e30.AA.AA', 447],
    ['no JSON', 'Bearer AAAA.e30.AA', 447],
    ['no times', 'Bearer e30.e30.AA', 447],
  ])('is not %s', (_name, header, code) => {
    expect(check(header)).toBe(code)
  })

  it('ends also when it has been seen before', () => {
    const short = bearer(credentials, { iat: now() - 1, exp: now() + 1 })
    expect(check(short)).toBe(0)
    vi.advanceTimersByTime(2_000)
    expect(check(short)).toBe(456)
  })
})
