import { describe, expect, test, vi } from 'vitest'
import { deactivateUser } from '#lib/users/deactivate-user.ts'
import type { Permission } from '#lib/users/rules.ts'
import { webApp } from '#test/web.ts'
import { route } from './route.ts'

const app = webApp()
const read = route({ access: 'read', run: async ({ ctx }) => ({ kind: ctx.actor.kind }) })
const doors: Record<Permission, ReturnType<typeof route>> = {
  read,
  send: route({ access: 'send', run: async () => ({}) }),
  manage: route({ access: 'manage', run: async () => ({}) }),
}

const allowed = async (headers: Record<string, string>) => {
  const results = await Promise.all(
    (['read', 'send', 'manage'] as const).map(async (access) => {
      const { status } = await app.call(doors[access], { method: 'POST', headers })
      return status === 200 ? access : status === 403 ? '' : `${access}: ${status}`
    }),
  )
  return results.filter((access) => access !== '')
}

describe('who is asking', () => {
  test('nobody: 401 in the shape of all refusals', async () => {
    const { status, body, headers } = await app.call(read)
    expect(status).toBe(401)
    expect(body).toEqual({ code: 'UNAUTHORIZED', error: expect.stringContaining('x-api-key') })
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test.each(['', 'x', 'lw_aaaaaaaa_short', `lw_aaaaaaaa_${'a'.repeat(43)}`])(
    'the key %j: 401',
    async (value) => {
      expect(await app.call(read, { headers: { 'x-api-key': value } })).toMatchObject({
        status: 401,
        body: { code: 'UNAUTHORIZED' },
      })
    },
  )

  test('a wrong key is not made up for by a session', async () => {
    const browser = await app.signedIn(await app.addUser('admin'))
    expect((await app.call(read, { headers: { ...browser, 'x-api-key': 'x' } })).status).toBe(401)
  })

  test('a session that was revoked: 401, in the language of the person', async () => {
    const browser = await app.signedIn(await app.addUser('viewer'))
    expect((await app.call(read, { headers: browser })).body).toEqual({ kind: 'user' })
    await app.query('update session set revoked_at = now()')
    const { status, body } = await app.call(read, { headers: { ...browser, 'accept-language': 'th' } })
    expect(status).toBe(401)
    expect(body.error).toContain('เข้าสู่ระบบ')
  })

  test('the language that somebody chose goes before the one that this device remembers', async () => {
    const userId = await app.addUser('viewer')
    await app.query("update app_user set locale = 'th' where id = $1", [userId])
    const { cookie, ...rest } = await app.signedIn(userId)
    const { body } = await app.call(doors.manage, { headers: { ...rest, cookie: `${cookie}; locale=en` } })
    expect(body).toMatchObject({ code: 'FORBIDDEN', error: expect.stringMatching(/[\u0e00-\u0e7f]/) })
  })

  test('somebody who was deactivated: 401 with session and key', async () => {
    const { userId, headers } = await app.addKey('operator', '*')
    const browser = await app.signedIn(userId)
    await deactivateUser(app.root(), userId)
    expect((await app.call(read, { headers })).status).toBe(401)
    expect((await app.call(read, { headers: browser })).status).toBe(401)
  })

  test('somebody whose password must be changed: nothing else before that', async () => {
    const browser = await app.signedIn(await app.addUser('admin', { mustChangePassword: true }))
    expect(await app.call(read, { headers: browser })).toMatchObject({
      status: 403,
      body: { code: 'PASSWORD_CHANGE_REQUIRED' },
    })
  })

  test('nobody has to be anybody at a public door', async () => {
    const door = route({ access: 'public', run: async ({ ctx }) => ({ actor: ctx.actor }) })
    expect((await app.call(door)).body).toEqual({ actor: { kind: 'system', name: 'visitor' } })
  })
})

describe('what they may', () => {
  test.each([
    ['viewer', ['read']],
    ['operator', ['read', 'send']],
    ['admin', ['read', 'send', 'manage']],
  ] as const)('a %s who is signed in: %j', async (role, expected) => {
    expect(await allowed(await app.signedIn(await app.addUser(role)))).toEqual(expected)
  })

  test.each([
    ['admin', ['*'], ['read', 'send', 'manage']],
    ['admin', ['sms:send'], ['read', 'send']],
    ['admin', ['sms:read'], ['read']],
    ['operator', ['*'], ['read', 'send']],
    ['viewer', ['*'], ['read']],
  ] as const)('a key of a %s with %j: %j', async (role, scopes, expected) => {
    expect(await allowed((await app.addKey(role, ...scopes)).headers)).toEqual(expected)
  })

  test('a role that changes counts from the next request on', async () => {
    const { userId, headers } = await app.addKey('operator', '*')
    await app.query(`update app_user set role = 'viewer' where id = $1`, [userId])
    expect(await app.call(doors.send, { method: 'POST', headers })).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    })
  })
})

describe('a write with a session', () => {
  test('from another site is refused before anything runs; reading is not a write', async () => {
    const run = vi.fn(async () => ({}))
    const door = route({ access: 'send', run })
    const browser = await app.signedIn(await app.addUser('operator'))
    const evil = { ...browser, origin: 'https://evil.example' }
    const refused = await app.call(door, { method: 'POST', headers: evil })
    expect(refused).toMatchObject({ status: 403, body: { code: 'WRONG_ORIGIN' } })
    expect(run).not.toHaveBeenCalled()
    expect((await app.call(door, { headers: evil })).status).toBe(200)
  })

  test('with a key it does not matter where it comes from', async () => {
    const { headers } = await app.addKey('operator', 'sms:send')
    expect(
      (
        await app.call(doors.send, {
          method: 'POST',
          headers: { ...headers, origin: 'https://evil.example' },
        })
      ).status,
    ).toBe(200)
  })
})
