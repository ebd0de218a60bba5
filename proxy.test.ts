import { NextRequest } from 'next/server'
import { describe, expect, test, vi } from 'vitest'
import proxy, { config } from './proxy.ts'

vi.stubEnv('PUBLIC_URL', 'http://127.0.0.1:3000')

const visit = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, init))

describe('the way to a page', () => {
  test('without a session leads to sign-in, and back afterwards', () => {
    const home = new URL(visit('/').headers.get('location') ?? '')
    expect([home.pathname, home.search]).toEqual(['/sign-in', ''])
    const next = new URL(visit('/messages/7?tab=people').headers.get('location') ?? '')
    expect([next.pathname, next.searchParams.get('next')]).toEqual(['/sign-in', '/messages/7?tab=people'])
  })

  test('with a cookie is free: the page itself asks whether it still counts, and learns its own path', () => {
    const answer = visit('/messages?x=1', { headers: { cookie: 'longwave-session-3000=anything' } })
    expect(answer.headers.get('location')).toBe(null)
    expect(answer.headers.get('x-middleware-request-x-longwave-path')).toBe('/messages?x=1')
  })

  test('a server action without a session gets its own answer, so that what was written is kept', () => {
    expect(visit('/compose', { method: 'POST' }).headers.get('location')).toBe(null)
  })

  test.each([
    '/api',
    '/api/v2/sms/send',
    '/api/health',
    '/_next/static/x.js',
    '/sign-in',
    '/change-password',
    '/docs/api',
    '/icon.svg',
  ])('%s does not pass here', (path) => {
    expect(config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path))).toBe(false)
  })

  test.each(['/', '/messages', '/messages/7', '/settings/users', '/apiary'])('%s passes here', (path) => {
    expect(config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path))).toBe(true)
  })
})
