import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { nobody } from '#lib/http/authenticate.ts'
import { rootCtx, web } from '#lib/http/context.ts'
import type { Handler } from '#lib/http/route.ts'
import { sealSession, sessionCookieName } from '#lib/http/session-cookie.ts'
import type { Role, RootCtx } from '#lib/platform/ctx.ts'
import { createKey } from '#lib/users/create-key.ts'
import type { KeyScope } from '#lib/users/rules.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const publicUrl = 'https://sms.example.com'

export type WebApp = {
  query: TestDatabase['query']
  url: string
  /** As the machine itself acts. */
  root: () => RootCtx
  /** Somebody of this role, who cannot sign in with a password. */
  addUser: (role: Role, over?: { email?: string; mustChangePassword?: boolean }) => Promise<number>
  addSession: (userId: number) => Promise<string>
  /** A key of somebody new with this role, and the header that carries it. */
  addKey: (role: Role, ...scopes: KeyScope[]) => Promise<{ userId: number; headers: Record<string, string> }>
  /** The headers of a browser in which this person is signed in. */
  signedIn: (userId: number) => Promise<Record<string, string>>
  call: (handler: Handler, request?: Call) => Promise<Answer>
}

type Call = {
  method?: string
  path?: string
  headers?: Record<string, string>
  params?: Record<string, string>
  body?: string
}
export type Answer = {
  status: number
  body: { error?: string; code?: string; [name: string]: unknown }
  headers: Headers
}

let users = 0

/** The web process's own context on a database of its own, as it opens it itself: from the environment. */
export function webApp(): WebApp {
  const database = testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'longwave-web-'))
  beforeAll(() => {
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PUBLIC_URL: publicUrl,
      LOG_LEVEL: 'error',
    })
  })
  afterAll(async () => {
    await web().database.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const addSession = async (userId: number) => {
    const [row] = await database.query<{ id: string }>(
      `insert into session (user_id, expires_at) values ($1, now() + interval '1 hour') returning id`,
      [userId],
    )
    return row?.id ?? ''
  }
  const addUser: WebApp['addUser'] = async (
    role,
    { email = `user${++users}@example.com`, mustChangePassword = false } = {},
  ) => {
    const [row] = await database.query<{ id: number }>(
      `insert into app_user (email, name, role, password_hash, must_change_password) values ($1, 'Somebody', $2, '-', $3) returning id`,
      [email, role, mustChangePassword],
    )
    return row?.id ?? 0
  }
  return {
    query: database.query,
    url: database.url,
    root: () => rootCtx(nobody()),
    addUser,
    addKey: async (role, ...scopes) => {
      const userId = await addUser(role)
      const actor = { kind: 'user' as const, userId, role, sessionId: '-', ip: null }
      const { key } = await createKey(rootCtx(actor), { name: 'test', scopes })
      return { userId, headers: { 'x-api-key': key } }
    },
    addSession,
    signedIn: async (userId) => {
      const sealed = await sealSession(web().authSecret, await addSession(userId))
      return { cookie: `${sessionCookieName(publicUrl)}=${sealed}`, origin: publicUrl }
    },
    call: async (
      handler,
      { method = 'GET', path = '/api/v2/thing', headers = {}, params = {}, body } = {},
    ) => {
      const request = new Request(`${publicUrl}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body }),
      })
      const response = await handler(request, { params: Promise.resolve(params) })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json')
      return { status: response.status, body: isJson ? JSON.parse(text) : {}, headers: response.headers }
    },
  }
}
