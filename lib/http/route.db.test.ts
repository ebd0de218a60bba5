import { beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AppError, type ErrorCode, httpStatus } from '#lib/shared/errors.ts'
import { markAudited, recordAudit } from '#lib/users/record-audit.ts'
import { webApp } from '#test/web.ts'
import { web } from './context.ts'
import { methods, notFound } from './methods.ts'
import { USUAL_RATE } from './rate-limit.ts'
import { route } from './route.ts'

const app = webApp()
const read = route({ access: 'read', run: async ({ ctx }) => ({ kind: ctx.actor.kind }) })

describe('what is asked', () => {
  const door = route({
    access: 'read',
    params: z.object({ uuid: z.uuid() }),
    query: z.object({
      limit: z.coerce.number().int().max(1000).default(50),
      status: z.union([z.string(), z.array(z.string())]).optional(),
    }),
    body: z.object({ content: z.string().min(1) }),
    maxBodyBytes: 100,
    run: async ({ params, query, body }) => ({ params, query, body }),
  })
  const uuid = '0b0e2a2e-4a5c-4f0a-9d38-0123456789ab'
  let headers: Record<string, string>
  beforeAll(async () => {
    headers = (await app.addKey('viewer', 'sms:read')).headers
  })
  const ask = (over = {}) =>
    app.call(door, { method: 'POST', headers, params: { uuid }, body: '{"content":"x"}', ...over })

  test('is parsed on its way in, unknown fields left out', async () => {
    const { body } = await ask({ path: '/x?limit=7&status=a&status=b', body: '{"content":"x","other":1}' })
    expect(body).toEqual({
      params: { uuid },
      query: { limit: 7, status: ['a', 'b'] },
      body: { content: 'x' },
      warnings: [expect.objectContaining({ code: 'UNKNOWN_FIELD', field: 'other' })],
    })
  })

  test.each([
    [{ params: { uuid: 'nope' } }, 400, { code: 'INVALID_REQUEST', field: 'uuid' }],
    [
      { path: '/x?limit=many' },
      400,
      { code: 'INVALID_REQUEST', field: 'limit', error: '“limit” must be a number.' },
    ],
    [{ path: '/x?limit=7&status=%00' }, 400, { code: 'INVALID_REQUEST', field: 'status' }],
    [{ body: '{"content":' }, 400, { code: 'INVALID_JSON' }],
    [{ body: '{}' }, 400, { code: 'INVALID_REQUEST', field: 'content', error: '“content” is missing.' }],
    [{ body: '[]' }, 400, { code: 'INVALID_REQUEST', error: 'The request must be a JSON object.' }],
    [{ body: `{"content":"${'x'.repeat(100)}"}` }, 413, { code: 'PAYLOAD_TOO_LARGE' }],
  ])('%j is refused', async (over, status, body) => {
    expect(await ask(over)).toMatchObject({ status, body })
  })
})

describe('what is answered', () => {
  const as = async (run: () => Promise<unknown>) => {
    const browser = await app.signedIn(await app.addUser('viewer'))
    return app.call(route({ access: 'read', run }), { headers: browser })
  }

  test.each(Object.keys(httpStatus) as ErrorCode[])(
    '%s: its status, a sentence and its code',
    async (code) => {
      const { status, body } = await as(async () => {
        throw new AppError(code, { field: 'thing' })
      })
      expect(status).toBe(httpStatus[code])
      expect(body).toEqual({ code, field: 'thing', error: expect.stringMatching(/^.{10,}[.!?]$/s) })
      expect(body.error).not.toMatch(/none|undefined|[{}]/)
    },
  )

  test('a fault of ours: 500 with an id that stands once in the log, and nothing of the fault', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { status, body } = await as(async () => {
      throw new Error('secret inside')
    })
    const lines = written.mock.calls.map(([line]) => String(line)).join('')
    written.mockRestore()
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret inside')
    const [, id = ''] = /([0-9a-f]{8})/.exec(body.error ?? '') ?? []
    expect(lines.split(id)).toHaveLength(2)
    expect(lines).toContain('secret inside')
  })

  test('text that slipped through to the database: 400, not 500', async () => {
    const { status, body } = await as(() => web().database.prisma.$queryRaw`select ${'\0'}::text`)
    expect([status, body.code]).toEqual([400, 'INVALID_REQUEST'])
  })

  test('the database away: 503', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { status, body } = await as(async () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    })
    written.mockRestore()
    expect([status, body.code]).toEqual([503, 'UNAVAILABLE'])
  })

  test('nothing: 204; a Response: as it is', async () => {
    expect((await as(async () => undefined)).status).toBe(204)
    const own = await as(async () => Response.json({ id: 7 }, { status: 201, headers: { location: '/7' } }))
    expect(own).toMatchObject({ status: 201, body: { id: 7 } })
    expect(own.headers.get('location')).toBe('/7')
  })
})

describe('the audit log', () => {
  const entries = (userId: number) =>
    app.query<{ action: string; target: string | null }>(
      'select action, target from audit_entry where user_id = $1 and api_key_id is not null',
      [userId],
    )
  const write = async (run: Parameters<typeof route>[0]['run'], over = {}) => {
    const { userId, headers } = await app.addKey('operator', '*')
    const uuid = '0b0e2a2e-4a5c-4f0a-9d38-0123456789ab'
    await app.call(route({ access: 'send', run }), {
      method: 'POST',
      path: `/api/v2/sms/${uuid}/cancel`,
      params: { uuid },
      headers,
      ...over,
    })
    return entries(userId)
  }

  test('gets a general entry for a write that recorded nothing', async () => {
    expect(await write(async () => ({}))).toEqual([
      { action: 'POST /api/v2/sms/[uuid]/cancel', target: 'uuid:0b0e2a2e-4a5c-4f0a-9d38-0123456789ab' },
    ])
  })

  test('gets no second one for a write that recorded its own', async () => {
    const run = ({ ctx }: { ctx: Parameters<typeof recordAudit>[0] }) =>
      recordAudit(ctx, { action: 'message.cancel' })
    expect(await write(run)).toEqual([{ action: 'message.cancel', target: null }])
  })

  test('gets none for a dry run, a read and a refusal', async () => {
    expect(await write(async ({ ctx }) => markAudited(ctx))).toEqual([])
    expect(await write(async () => ({}), { method: 'GET' })).toEqual([])
    expect(await write(() => Promise.reject(new AppError('NOT_SCHEDULED')))).toEqual([])
    expect(await write(async () => new Response(null, { status: 404 }))).toEqual([])
  })
})

test('a key that asks too often gets 429 and is told when to come again; others are not affected', async () => {
  const { headers } = await app.addKey('viewer', 'sms:read')
  const answers = []
  for (let i = 0; i < 6 * USUAL_RATE && answers.at(-1)?.status !== 429; i++)
    answers.push(await app.call(read, { headers }))
  const last = answers.at(-1)
  expect(last).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } })
  expect(last?.headers.get('retry-after')).toBe('1')
  expect(answers[0]?.headers.get('ratelimit-remaining')).toBe(String(2 * USUAL_RATE - 1))
  expect((await app.call(read, { headers: (await app.addKey('viewer', 'sms:read')).headers })).status).toBe(
    200,
  )
})

describe('addresses', () => {
  const file = methods({ GET: read })

  test('with another method: 405 that says which there are', async () => {
    const { status, body, headers } = await app.call(file.DELETE, { method: 'DELETE' })
    expect([status, body.code]).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await app.call(file.OPTIONS, { method: 'OPTIONS' })).headers.get('allow')).toBe(
      'GET, HEAD, OPTIONS',
    )
  })

  test('that do not exist: 404 with every method', async () => {
    for (const [method, door] of Object.entries(notFound())) {
      expect(await app.call(door, { method })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    }
  })
})
