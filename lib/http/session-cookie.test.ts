import { encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import {
  openSession,
  readCookie,
  sealSession,
  sessionCookieName,
  sessionCookieOptions,
} from './session-cookie.ts'

const secret = 'a secret of at least thirty-two characters'
const id = '0b0e2a2e-4a5c-4f0a-9d38-0123456789ab'

describe("the session's cookie", () => {
  test('opens to the id that was sealed, which cannot be read from it', async () => {
    const sealed = await sealSession(secret, id)
    expect(await openSession(secret, sealed)).toBe(id)
    expect(Buffer.from(sealed.replaceAll('.', ''), 'base64').toString('latin1')).not.toContain(id)
  })

  test('of another secret, damaged, past its time or absent opens to nothing', async () => {
    const sealed = await sealSession(secret, id)
    expect(await openSession('another secret of thirty-two characters', sealed)).toBe(null)
    expect(await openSession(secret, `${sealed.slice(0, -4)}AAAA`)).toBe(null)
    expect(await openSession(secret, await encode({ secret, token: { sid: id }, maxAge: -60 }))).toBe(null)
    expect(await openSession(secret, await encode({ secret, token: { sub: id } }))).toBe(null)
    expect(await openSession(secret, null)).toBe(null)
  })

  test('has a name of its own for each port, and is kept to https where there is https', () => {
    expect(sessionCookieName('http://127.0.0.1:3000')).toBe('longwave-session-3000')
    expect(sessionCookieName('http://127.0.0.1:3001')).toBe('longwave-session-3001')
    expect(sessionCookieName('https://sms.example.com')).toBe('__Host-longwave-session')
    expect(sessionCookieOptions('https://sms.example.com')).toMatchObject({
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
    })
    expect(sessionCookieOptions('http://127.0.0.1:3000').secure).toBe(false)
  })
})

test('a cookie is found by its whole name', () => {
  const headers = new Headers({ cookie: 'xlocale=de; locale=th; other=a=b' })
  expect(readCookie(headers, 'locale')).toBe('th')
  expect(readCookie(headers, 'other')).toBe('a=b')
  expect(readCookie(headers, 'loc')).toBe(null)
  expect(readCookie(new Headers(), 'locale')).toBe(null)
})
