import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { webApp } from '#test/web.ts'
import { action } from './action.ts'

// Next's own scope of a request, which exists only inside its server.
const request = { headers: new Headers() }
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => {
      const found = request.headers
        .get('cookie')
        ?.split('; ')
        .find((pair) => pair.startsWith(`${name}=`))
      return found && { name, value: found.slice(name.length + 1) }
    },
  }),
}))

const app = webApp()
beforeEach(() => {
  request.headers = new Headers()
})
const enter = async (userId: number) => {
  request.headers = new Headers(await app.signedIn(userId))
}
const rename = action({
  name: 'thing.rename',
  access: 'send',
  input: z.object({ name: z.string().min(1) }),
  run: async (_ctx, { name }) => `now ${name}`,
})
const code = async (result: ReturnType<typeof rename>) => {
  const answer = await result
  return answer.ok ? 'done' : answer.error.code
}

describe('a server action', () => {
  test('runs for whoever may, with what was parsed, and is in the audit log', async () => {
    const userId = await app.addUser('operator')
    await enter(userId)
    expect(await rename({ name: 'x' })).toEqual({ ok: true, value: 'now x' })
    expect(await app.query('select action from audit_entry where user_id = $1', [userId])).toEqual([
      { action: 'thing.rename' },
    ])
  })

  test('writes no second entry beside that of its use case', async () => {
    const userId = await app.addUser('operator')
    await enter(userId)
    await action({
      name: 'a.b',
      access: 'send',
      input: z.object({}),
      run: (ctx) => recordAudit(ctx, { action: 'thing.own' }),
    })({})
    expect(await app.query('select action from audit_entry where user_id = $1', [userId])).toEqual([
      { action: 'thing.own' },
    ])
  })

  test('is refused to nobody, to a viewer, to an ended session and before a password is changed', async () => {
    expect(await code(rename({ name: 'x' }))).toBe('UNAUTHORIZED')
    await enter(await app.addUser('viewer'))
    expect(await code(rename({ name: 'x' }))).toBe('FORBIDDEN')
    await enter(await app.addUser('admin', { mustChangePassword: true }))
    expect(await code(rename({ name: 'x' }))).toBe('PASSWORD_CHANGE_REQUIRED')
    await enter(await app.addUser('admin'))
    await app.query('update session set revoked_at = now()')
    expect(await code(rename({ name: 'x' }))).toBe('UNAUTHORIZED')
  })

  test('says what is wrong at the field, in the language of the person', async () => {
    await enter(await app.addUser('operator'))
    const english = await rename({ name: '' })
    expect(english).toEqual({
      ok: false,
      error: {
        code: 'INVALID_REQUEST',
        field: 'name',
        message: 'This must not be empty.',
        params: { problem: 'empty', min: 1 },
      },
    })
    request.headers.set('accept-language', 'th')
    expect(await rename({ name: '' })).toMatchObject({ error: { message: 'ช่องนี้ต้องไม่ว่างเปล่า' } })
  })

  test('takes a form as well', async () => {
    await enter(await app.addUser('operator'))
    const form = new FormData()
    form.set('name', 'from a form')
    expect(await rename(form as never)).toEqual({ ok: true, value: 'now from a form' })
  })

  test('turns a refusal and a fault into a value; the fault stays in the log', async () => {
    await enter(await app.addUser('operator'))
    const failing = (error: Error) =>
      action({ name: 'a.b', access: 'read', input: z.object({}), run: () => Promise.reject(error) })({})
    expect(await failing(new AppError('NOT_SCHEDULED'))).toMatchObject({
      ok: false,
      error: { code: 'NOT_SCHEDULED' },
    })
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const fault = await failing(new Error('secret inside'))
    written.mockRestore()
    expect(fault).toMatchObject({ ok: false, error: { code: 'INTERNAL_ERROR' } })
    expect(JSON.stringify(fault)).not.toContain('secret inside')
  })

  test('lets a redirect pass', async () => {
    await enter(await app.addUser('operator'))
    const { redirect } = await import('next/navigation')
    const leaving = action({
      name: 'a.b',
      access: 'read',
      input: z.object({}),
      run: async () => redirect('/elsewhere'),
    })({})
    await expect(leaving).rejects.toThrow('NEXT_REDIRECT')
  })
})
