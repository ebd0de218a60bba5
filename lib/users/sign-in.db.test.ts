import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { webApp } from '#test/web.ts'
import { createUser } from './create-user.ts'
import { deactivateUser } from './deactivate-user.ts'
import { findSession } from './find-session.ts'
import { throttles } from './rules.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

const app = webApp()
const password = 'four words at random'
const known = 'ann@example.com'
const claim = (over = {}) => ({ email: known, password, ip: '203.0.113.7', userAgent: 'test', ...over })
const attempt = (over = {}) => signIn(app.root(), claim(over)).catch((error: unknown) => error)
let userId = 0

beforeAll(async () => {
  const { user } = await createUser(app.root(), { email: 'Ann@Example.com ', role: 'operator', password })
  userId = user.id
})
beforeEach(() => app.query('delete from sign_in_throttle'))

describe('signing in', () => {
  test('begins a session that is in the audit log', async () => {
    const { sessionId, mustChangePassword } = await signIn(app.root(), claim())
    expect(mustChangePassword).toBe(false)
    expect(await findSession(app.root(), sessionId)).toMatchObject({ userId, email: known, role: 'operator' })
    const entries = await app.query('select user_id, ip from audit_entry where action = $1', [
      'session.start',
    ])
    expect(entries).toContainEqual({ user_id: userId, ip: '203.0.113.7' })
  })

  test('with a wrong password and with an unknown address is refused in the same way', async () => {
    const refusal = { code: 'WRONG_PASSWORD', field: 'password' }
    expect(await attempt({ password: 'wrong' })).toMatchObject(refusal)
    expect(await attempt({ email: 'nobody@example.com' })).toMatchObject(refusal)
    expect(
      await app.query('select failures from sign_in_throttle where key like $1', ['email:%']),
    ).toHaveLength(2)
  })

  test('ends with signing out: the session is gone for good', async () => {
    const { sessionId } = await signIn(app.root(), claim())
    await signOut(app.root(), sessionId)
    await signOut(app.root(), sessionId)
    expect(await findSession(app.root(), sessionId)).toBe(null)
    expect(await app.query(`select 1 from audit_entry where action = 'session.end'`)).toHaveLength(1)
  })

  test('is refused for somebody who was deactivated, whose sessions end', async () => {
    const { user } = await createUser(app.root(), { email: 'leaver@example.com', role: 'viewer', password })
    const { sessionId } = await signIn(app.root(), claim({ email: 'leaver@example.com' }))
    await deactivateUser(app.root(), user.id)
    expect(await findSession(app.root(), sessionId)).toBe(null)
    expect(await attempt({ email: 'leaver@example.com' })).toMatchObject({ code: 'WRONG_PASSWORD' })
  })
})

describe('the throttle', () => {
  const fail = (failures: number, key = `email:${known}`) =>
    app.query('insert into sign_in_throttle (key, failures) values ($1, $2)', [key, failures])

  test('of twenty guesses at once only the forgiven ones are looked at', async () => {
    const guesses = await Promise.all(Array.from({ length: 20 }, () => attempt({ password: 'guess' })))
    const codes = guesses.map((error) => (error as { code: string }).code)
    expect(codes.filter((code) => code === 'WRONG_PASSWORD')).toHaveLength(throttles.email.free)
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20 - throttles.email.free)
  })

  test('refuses the right password too while it holds, and says for how long', async () => {
    await fail(throttles.email.free + 2)
    expect(await attempt({ password: 'wrong' })).toMatchObject({ code: 'WRONG_PASSWORD' })
    const refused = (await attempt()) as { code: string; params: { seconds: number } }
    expect(refused.code).toBe('RATE_LIMITED')
    expect(refused.params.seconds).toBeGreaterThan(30)
    expect(refused.params.seconds).toBeLessThanOrEqual(40)
  })

  test('lets in again afterwards, and success forgets the failures', async () => {
    await fail(throttles.email.free + 2)
    await attempt({ password: 'wrong' })
    await app.query('update sign_in_throttle set blocked_until = now()')
    expect(await attempt()).toHaveProperty('sessionId')
    expect(await app.query('select 1 from sign_in_throttle where key = $1', [`email:${known}`])).toEqual([])
  })

  test('counts an address over all people, and success of one does not forgive the others', async () => {
    await fail(throttles.address.free - 2, 'address:203.0.113.7')
    expect(await attempt()).toHaveProperty('sessionId')
    expect(await attempt({ email: 'b@example.com' })).toMatchObject({ code: 'WRONG_PASSWORD' })
    expect(await attempt({ email: 'c@example.com' })).toMatchObject({ code: 'WRONG_PASSWORD' })
    expect(await attempt()).toMatchObject({ code: 'RATE_LIMITED' })
    expect(await attempt({ ip: '203.0.113.8' })).toHaveProperty('sessionId')
  })

  test('forgets what is older than a day', async () => {
    await fail(throttles.email.free + 5)
    await app.query(`update sign_in_throttle set first_failure_at = now() - interval '25 hours'`)
    await attempt({ password: 'wrong' })
    expect(
      await app.query('select failures from sign_in_throttle where key = $1', [`email:${known}`]),
    ).toEqual([{ failures: 1 }])
  })
})
