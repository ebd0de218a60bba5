import { describe, expect, test } from 'vitest'
import { inTx } from '#lib/platform/ctx.ts'
import { webApp } from '#test/web.ts'
import { changeOwnChoices } from './change-own-choices.ts'
import { changePassword } from './change-password.ts'
import { changeRole } from './change-role.ts'
import { createUser } from './create-user.ts'
import { activateUser, deactivateUser } from './deactivate-user.ts'
import { findSession } from './find-session.ts'
import { listUsers } from './list-users.ts'
import { recordAudit } from './record-audit.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { signOutEverywhere } from './sign-out.ts'

const app = webApp()
const password = 'four words at random'
const here = { ip: null, userAgent: null }
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const live = async (sessionId: string) => (await findSession(app.root(), sessionId)) !== null

async function signedIn(email: string) {
  await createUser(app.root(), { email, role: 'operator', password })
  const { sessionId } = await signIn(app.root(), { email, password, ...here })
  const user = await findSession(app.root(), sessionId)
  if (!user) throw new Error('not signed in')
  return user
}

describe('adding people', () => {
  test('without a password makes one that works once and must be changed', async () => {
    const { user, oneTimePassword } = await createUser(app.root(), {
      email: 'new@example.com',
      role: 'viewer',
    })
    expect(user).toMatchObject({
      email: 'new@example.com',
      name: 'new',
      mustChangePassword: true,
      active: true,
    })
    const signedIn = await signIn(app.root(), { email: user.email, password: oneTimePassword ?? '', ...here })
    expect(signedIn.mustChangePassword).toBe(true)
  })

  test('twice with the same address is refused at the address, however it is written', async () => {
    await createUser(app.root(), { email: 'twice@example.com', role: 'viewer' })
    const again = createUser(app.root(), { email: ' TWICE@example.com', role: 'admin' })
    await expect(again).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'email' })
  })

  test('with a password that would be guessed is refused, and nobody is added', async () => {
    const weak = createUser(app.root(), {
      email: 'weak@example.com',
      role: 'viewer',
      password: 'password1234',
    })
    await expect(weak).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      params: { problem: 'passwordGuessable' },
    })
    expect((await listUsers(app.root())).map((user) => user.email)).not.toContain('weak@example.com')
  })
})

describe('changing the password', () => {
  test('ends all sessions of the person and begins a new one', async () => {
    const user = await signedIn('change@example.com')
    const elsewhere = await app.addSession(user.userId)
    const fresh = await changePassword(app.root(), user, {
      current: password,
      next: 'other words entirely',
      ...here,
    })
    expect([await live(user.sessionId), await live(elsewhere), await live(fresh)]).toEqual([
      false,
      false,
      true,
    ])
    expect(await code(signIn(app.root(), { email: user.email, password, ...here }))).toBe('WRONG_PASSWORD')
  })

  test('needs the present one, and another than that', async () => {
    const user = await signedIn('strict@example.com')
    const change = (current: string, next: string) =>
      changePassword(app.root(), user, { current, next, ...here })
    await expect(change('wrong', 'other words entirely')).rejects.toMatchObject({
      code: 'WRONG_PASSWORD',
      field: 'current',
    })
    await expect(change(password, password)).rejects.toMatchObject({
      field: 'next',
      params: { problem: 'passwordSame' },
    })
    await expect(change(password, 'short')).rejects.toMatchObject({
      field: 'next',
      params: { problem: 'passwordShort' },
    })
    expect(await live(user.sessionId)).toBe(true)
  })

  test('needs not the one that works once again, for a quarter of an hour after signing in with it', async () => {
    const { user, oneTimePassword } = await createUser(app.root(), {
      email: 'once@example.com',
      role: 'viewer',
    })
    const given = oneTimePassword ?? ''
    const begin = async (typed: string) => {
      const { sessionId } = await signIn(app.root(), { email: user.email, password: typed, ...here })
      return (await findSession(app.root(), sessionId)) as NonNullable<
        Awaited<ReturnType<typeof findSession>>
      >
    }
    const choose = (session: Awaited<ReturnType<typeof begin>>, next: string) =>
      changePassword(app.root(), session, { current: null, next, ...here })

    const session = await begin(given)
    await expect(choose(session, given), 'another than that').rejects.toMatchObject({
      params: { problem: 'passwordSame' },
    })
    await app.query(`update session set created_at = now() - interval '16 minutes'`)
    await expect(choose(session, password), 'not hours later').rejects.toMatchObject({ field: 'current' })
    await choose(await begin(given), password)
    await expect(choose(await begin(password), 'other words entirely'), 'one’s own').rejects.toMatchObject({
      field: 'current',
    })
  })

  test('by an admin ends the sessions and asks for a new one at the next sign-in', async () => {
    const user = await signedIn('reset@example.com')
    const { oneTimePassword } = await resetPassword(app.root(), user.userId)
    expect(await live(user.sessionId)).toBe(false)
    const again = await signIn(app.root(), { email: user.email, password: oneTimePassword, ...here })
    expect(again.mustChangePassword).toBe(true)
  })
})

describe('sessions', () => {
  test('of one person end everywhere at once, and of nobody else', async () => {
    const user = await signedIn('everywhere@example.com')
    const elsewhere = await app.addSession(user.userId)
    const other = await signedIn('stays@example.com')
    await signOutEverywhere(app.root(), user.userId)
    expect([await live(user.sessionId), await live(elsewhere), await live(other.sessionId)]).toEqual([
      false,
      false,
      true,
    ])
  })

  const expiry = async (id: string) => {
    const [row] = await app.query<{ days: number }>(
      'select extract(epoch from expires_at - now()) / 86400 as days from session where id = $1',
      [id],
    )
    return Number(row?.days)
  }

  test('in use move their end, but never past a month after their beginning', async () => {
    const id = await app.addSession(await app.addUser('viewer'))
    await app.query(`update session set last_seen_at = now() - interval '2 minutes' where id = $1`, [id])
    await findSession(app.root(), id)
    expect(await expiry(id)).toBeCloseTo(7, 1)
    await app.query(
      `update session set created_at = now() - interval '29 days', last_seen_at = now() - interval '2 minutes' where id = $1`,
      [id],
    )
    await findSession(app.root(), id)
    expect(await expiry(id)).toBeCloseTo(1, 1)
  })

  test('that are over, or were never ours, belong to nobody', async () => {
    const id = await app.addSession(await app.addUser('viewer'))
    await app.query('update session set expires_at = now() where id = $1', [id])
    expect(await live(id)).toBe(false)
    expect(await live('00000000-0000-0000-0000-000000000000')).toBe(false)
    expect(await live('no uuid')).toBe(false)
  })
})

describe('the last admin', () => {
  test('cannot be deactivated nor lose the role, and of two who try it on each other one stays', async () => {
    await app.query(`update app_user set role = 'operator' where role = 'admin'`)
    const [ann, bob] = [await app.addUser('admin'), await app.addUser('admin')]
    const both = await Promise.all([
      code(deactivateUser(app.root(), ann)),
      code(changeRole(app.root(), { userId: bob, role: 'viewer' })),
    ])
    expect(both.sort()).toEqual(['LAST_ADMIN', 'done'])
    const left = (await listUsers(app.root())).filter((user) => user.role === 'admin' && user.active)
    expect(left).toHaveLength(1)
    expect(await code(deactivateUser(app.root(), left[0]?.id ?? 0))).toBe('LAST_ADMIN')
  })

  test('an admin who was let in again counts', async () => {
    const id = await app.addUser('admin')
    await deactivateUser(app.root(), id)
    expect(await activateUser(app.root(), id)).toMatchObject({ active: true })
  })
})

describe('the audit log', () => {
  test.each(['update audit_entry set action = $$x$$', 'delete from audit_entry', 'truncate audit_entry'])(
    'refuses: %s',
    async (statement) => {
      await recordAudit(app.root(), { action: 'test.happen' })
      await expect(app.query(statement)).rejects.toThrow('append-only')
    },
  )

  test('loses the entry of what was rolled back', async () => {
    const undone = inTx(app.root(), async (ctx) => {
      await recordAudit(ctx, { action: 'test.undone' })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await app.query(`select 1 from audit_entry where action = 'test.undone'`)).toEqual([])
  })
})

test('a language or time zone that somebody chooses holds in all their sessions, and what is not named stays', async () => {
  const user = await signedIn('chooser@example.com')
  await changeOwnChoices(app.root(), user, { timeZone: 'Asia/Bangkok' })
  await changeOwnChoices(app.root(), user, { locale: 'th' })
  const elsewhere = await signIn(app.root(), { email: user.email, password, ...here })
  expect(await findSession(app.root(), elsewhere.sessionId)).toMatchObject({
    locale: 'th',
    timeZone: 'Asia/Bangkok',
  })
  await changeOwnChoices(app.root(), user, { timeZone: null })
  expect(await findSession(app.root(), user.sessionId)).toMatchObject({ locale: 'th', timeZone: null })
  expect(
    await app.query(
      "select details->'timeZone' as zone from audit_entry where action = 'user.choose' order by id",
    ),
  ).toEqual([{ zone: 'Asia/Bangkok' }, { zone: null }, { zone: null }])
})
