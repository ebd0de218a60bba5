import { describe, expect, test } from 'vitest'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { webApp } from '#test/web.ts'
import { createKey } from './create-key.ts'
import { deactivateUser } from './deactivate-user.ts'
import { findKeyActor } from './find-key.ts'
import { listKeys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'

const app = webApp()
const find = async (key: string) => (await findKeyActor(app.root(), key, null))?.actor ?? null

async function as(role: 'operator' | 'viewer' | 'admin'): Promise<RootCtx & { userId: number }> {
  const userId = await app.addUser(role)
  return { ...app.root(), actor: { kind: 'user', userId, role, sessionId: '-', ip: null }, userId }
}

describe('an API key', () => {
  test('is shown once: what is kept does not contain it', async () => {
    const me = await as('operator')
    const { key, view } = await createKey(me, { name: 'shop', scopes: ['sms:send'] })
    expect(key).toMatch(/^lw_[a-z2-7]{8}_[\w-]{43}$/)
    expect(view.start).toBe(key.slice(0, 11))
    const secret = key.slice(12)
    const rows = await app.query(
      'select row_to_json(k)::text as kept from api_key k union all select row_to_json(a)::text from audit_entry a',
    )
    expect(JSON.stringify([rows, await listKeys(me), view])).not.toContain(secret)
    expect(await find(key)).toMatchObject({
      kind: 'key',
      userId: me.userId,
      role: 'operator',
      scopes: ['sms:send'],
    })
  })

  test('does not work with another secret, nor without its form', async () => {
    const { key } = await createKey(await as('operator'), { name: 'k', scopes: ['*'] })
    const other = key.slice(0, -1) + (key.endsWith('A') ? 'E' : 'A')
    expect(await find(other)).toBe(null)
    expect(await find(` ${key}`)).toBe(null)
    expect(await find('lw_')).toBe(null)
  })

  test('ends when it is revoked, when its time is over, and with its owner', async () => {
    const me = await as('operator')
    const made = await Promise.all(
      ['revoked', 'over', 'owner'].map((name) => createKey(me, { name, scopes: ['*'] })),
    )
    const [revoked, over, owned] = made.map(({ key, view }) => ({ key, id: view.id }))
    await revokeKey(me, revoked?.id ?? 0)
    await revokeKey(me, revoked?.id ?? 0)
    await app.query('update api_key set expires_at = now() where id = $1', [over?.id])
    expect(await find(revoked?.key ?? '')).toBe(null)
    expect(await find(over?.key ?? '')).toBe(null)
    expect(await find(owned?.key ?? '')).not.toBe(null)
    await deactivateUser(app.root(), me.userId)
    expect(await find(owned?.key ?? '')).toBe(null)
  })

  test('cannot begin in the past', async () => {
    const late = createKey(await as('operator'), {
      name: 'k',
      scopes: ['*'],
      expiresAt: '2020-01-01T00:00:00Z',
    })
    await expect(late).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'expiresAt' })
  })

  test('notes its use at most once a minute', async () => {
    const { key, view } = await createKey(await as('operator'), { name: 'k', scopes: ['*'] })
    const used = async () =>
      (await app.query<{ at: Date }>('select last_used_at as at from api_key where id = $1', [view.id]))[0]
        ?.at
    await find(key)
    const first = await used()
    await find(key)
    expect(await used()).toEqual(first)
    await app.query(`update api_key set last_used_at = now() - interval '61 seconds' where id = $1`, [
      view.id,
    ])
    await find(key)
    expect(await used()).not.toEqual(first)
    const recent = `select 1 from api_key where id = $1 and last_used_at > now() - interval '30 seconds'`
    expect(await app.query(recent, [view.id])).toHaveLength(1)
  })

  test('is ended by its owner or an admin, not by anybody else', async () => {
    const [me, other, admin] = [await as('operator'), await as('operator'), await as('admin')]
    const { key, view } = await createKey(me, { name: 'k', scopes: ['*'] })
    await expect(revokeKey(other, view.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await listKeys(other)).map((k) => k.id)).not.toContain(view.id)
    expect((await listKeys(admin)).map((k) => k.id)).toContain(view.id)
    await revokeKey(admin, view.id)
    expect(await find(key)).toBe(null)
  })

  test('made by the command line belongs to the first admin unless it is said whose it is', async () => {
    const owner = await as('operator')
    const [first] = await app.query<{ id: number }>(
      `select min(id) as id from app_user where role = 'admin' and active`,
    )
    const { view } = await createKey(app.root(), { name: 'k', scopes: ['*'] })
    expect(view.userId).toBe(first?.id)
    const [{ email } = { email: '' }] = await app.query<{ email: string }>(
      'select email from app_user where id = $1',
      [owner.userId],
    )
    expect((await createKey(app.root(), { name: 'k', scopes: ['*'], owner: email })).view.userId).toBe(
      owner.userId,
    )
    await expect(
      createKey(app.root(), { name: 'k', scopes: ['*'], owner: 'no@example.com' }),
    ).rejects.toMatchObject({ field: 'owner' })
  })
})
