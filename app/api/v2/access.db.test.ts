import { beforeAll, describe, expect, test } from 'vitest'
import type { HttpMethod } from '#lib/http/openapi.ts'
import { keyMay, type Permission, roles } from '#lib/users/rules.ts'
import { apiClient } from '#test/api.ts'
import { setUp } from '#test/installation.ts'
import { webApp } from '#test/web.ts'
import { sections } from './routes.ts'

// Every operation as everybody who might try it. What is asked makes no sense, so that nothing is done where it is allowed.

const app = webApp()
const { ask } = apiClient(app)
beforeAll(() => setUp({ system: app.root() }))

const nowhere = { uuid: '0b0e2a2e-4a5c-4f0a-9d38-0123456789ab', id: '2147483647', seq: '1', documentId: '1' }

const operations = sections.flatMap(({ routes }) =>
  Object.entries(routes).flatMap(([folder, file]) =>
    (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).flatMap((method) => {
      const access = file[method].contract?.access
      return access ? [{ method, path: `/${folder.replaceAll('[', '{').replaceAll(']', '}')}`, access }] : []
    }),
  ),
)

const knock = ({ method, path }: { method: HttpMethod; path: string }, headers: Record<string, string>) =>
  ask(method, path, { headers, params: nowhere, ...(method !== 'GET' && { body: '{"' }) })

const isShut = (status: number, code: unknown) => status === 401 || (status === 403 && code === 'FORBIDDEN')

test('no operation is open to everybody', () => {
  expect(operations.length).toBeGreaterThan(30)
  expect(operations.filter(({ access }) => access === 'public')).toEqual([])
})

describe('an operation is open to', () => {
  test('nobody without a key, or with one of somebody who is no longer there', async () => {
    const gone = await app.addKey('admin', '*')
    await app.query('update app_user set active = false where id = $1', [gone.userId])
    const revoked = await app.addKey('admin', '*')
    await app.query('update api_key set revoked_at = now() where user_id = $1', [revoked.userId])
    const over = await app.addKey('admin', '*')
    await app.query(`update api_key set expires_at = now() - interval '1 second' where user_id = $1`, [
      over.userId,
    ])
    for (const operation of operations)
      for (const headers of [{}, gone.headers, revoked.headers, over.headers])
        expect((await knock(operation, headers)).status, `${operation.method} ${operation.path}`).toBe(401)
  })

  test.each(
    roles.flatMap((role) => (['sms:read', 'sms:send', '*'] as const).map((scope) => ({ role, scope }))),
  )('a key of $role with $scope exactly where both allow it', async ({ role, scope }) => {
    const { headers, userId } = await app.addKey(role, scope)
    await app.query('update api_key set rate_per_second = 10000 where user_id = $1', [userId])
    for (const operation of operations) {
      const { status, body } = await knock(operation, headers)
      const may = keyMay(role, [scope], operation.access as Permission)
      expect(isShut(status, body.code), `${operation.method} ${operation.path} ${status}`).toBe(!may)
    }
  })

  test('a session only from our own pages, and not before the password is one’s own', async () => {
    const browser = await app.signedIn(await app.addUser('admin'))
    const first = await app.signedIn(await app.addUser('admin', { mustChangePassword: true }))
    const writes = operations.filter(({ method }) => method !== 'GET')
    for (const operation of writes) {
      const elsewhere = { ...browser, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      const asked = await app.call(handlerOf(operation), {
        method: operation.method,
        headers: elsewhere,
        params: nowhere,
      })
      expect(asked.body.code).toBe('WRONG_ORIGIN')
    }
    for (const operation of operations) {
      const asked = await app.call(handlerOf(operation), {
        method: operation.method,
        headers: first,
        params: nowhere,
      })
      expect(asked.body.code).toBe('PASSWORD_CHANGE_REQUIRED')
    }
  })

  test('the keys of somebody whose password works only once: a key is no password', async () => {
    const { headers, userId } = await app.addKey('admin', '*')
    await app.query('update app_user set must_change_password = true where id = $1', [userId])
    expect((await ask('GET', '/credit', { headers })).status).toBe(200)
  })
})

function handlerOf({ method, path }: { method: HttpMethod; path: string }) {
  const folder = path.slice(1).replaceAll('{', '[').replaceAll('}', ']')
  const file = sections.flatMap(({ routes }) => Object.entries(routes)).find(([name]) => name === folder)?.[1]
  if (!file) throw new Error(`${path} is not listed`)
  return file[method]
}
