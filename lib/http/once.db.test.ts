import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AppError } from '#lib/shared/errors.ts'
import { tidyRequests } from '#lib/users/tidy-requests.ts'
import { webApp } from '#test/web.ts'
import { route } from './route.ts'

const app = webApp()

/** A route that counts how often it does something, and with which confirmation. */
function counter(during: (times: number) => Promise<void> = async () => undefined) {
  const done: (string | undefined)[] = []
  const handler = route({
    access: 'send',
    once: 'confirmation',
    body: z.object({ name: z.string() }),
    run: async ({ body, confirmation }) => {
      done.push(confirmation)
      await during(done.length)
      return { name: body.name, times: done.length }
    },
  })
  return { handler, done }
}

async function asker(handler: Parameters<typeof app.call>[0], key: string = randomUUID()) {
  const { headers } = await app.addKey('operator', 'sms:send')
  return (body: unknown, over: Record<string, string> = {}, path = '/api/v2/thing') =>
    app.call(handler, {
      method: 'POST',
      path,
      headers: { ...headers, 'idempotency-key': key, ...over },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
}

describe('a request with an Idempotency-Key', () => {
  test('that is repeated is done once and answered as before', async () => {
    const { handler, done } = counter()
    const ask = await asker(handler)
    const first = await ask({ name: 'a' })
    const second = await ask({ name: 'a' })
    expect(second).toMatchObject({ status: 200, body: { name: 'a', times: 1 } })
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    expect(done).toHaveLength(1)
  })

  test('that is repeated while the first is running waits for its answer', async () => {
    const gate = Promise.withResolvers<void>()
    const { handler, done } = counter(() => gate.promise)
    const ask = await asker(handler)
    const answers = [ask({ name: 'a' }), ask({ name: 'a' }), ask({ name: 'a' })]
    await expect.poll(() => done).toHaveLength(1)
    gate.resolve()
    expect((await Promise.all(answers)).map(({ status, body }) => [status, body.times])).toEqual([
      [200, 1],
      [200, 1],
      [200, 1],
    ])
  })

  test('under a key of another body, query or address is refused with a code of its own, while the first runs too', async () => {
    const { handler, done } = counter()
    const ask = await asker(handler)
    await ask({ name: 'a' })
    for (const other of [
      ask({ name: 'b' }),
      ask({ name: 'a' }, {}, '/api/v2/thing?x=1'),
      ask({ name: 'a' }, {}, '/api/v2/other'),
    ])
      expect(await other).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
    expect(done).toHaveLength(1)
  })

  test('is somebody’s own: two API keys may use the same text', async () => {
    const { handler, done } = counter()
    const key = randomUUID()
    const [one, two] = [await asker(handler, key), await asker(handler, key)]
    await one({ name: 'a' })
    expect(await two({ name: 'b' })).toMatchObject({ status: 200, body: { times: 2 } })
    expect(done).toHaveLength(2)
  })

  test('that was refused may be put right under the same key', async () => {
    const { handler } = counter(async (times) => {
      if (times === 1) throw new AppError('INSUFFICIENT_CREDITS')
    })
    const ask = await asker(handler)
    expect((await ask({ name: 'a' })).status).toBe(402)
    expect((await ask({})).status).toBe(400)
    expect(await ask({ name: 'b' })).toMatchObject({ status: 200, body: { name: 'b' } })
  })

  test('that ended in a fault is done again under the same confirmation', async () => {
    const { handler, done } = counter(async (times) => {
      if (times === 1) throw new Error('the connection was lost')
    })
    const ask = await asker(handler)
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect((await ask({ name: 'a' })).status).toBe(500)
    written.mockRestore()
    expect(await ask({ name: 'other' })).toMatchObject({ status: 409 })
    expect((await ask({ name: 'a' })).status).toBe(200)
    expect(done[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(done[1]).toBe(done[0])
  })

  test('whose process was killed is taken over once that has been silent, under the same confirmation', async () => {
    const { handler, done } = counter(() => new Promise(() => undefined))
    const ask = await asker(handler)
    void ask({ name: 'a' })
    await expect.poll(() => done).toHaveLength(1)
    await app.query(`update api_request set held_until = now() - interval '1 second'`)
    void ask({ name: 'a' })
    await expect.poll(() => done).toHaveLength(2)
    expect(done[1]).toBe(done[0])
  })

  test('is forgotten after a day, and the worker throws it away', async () => {
    const { handler } = counter()
    const ask = await asker(handler)
    await ask({ name: 'a' })
    await app.query(`update api_request set expires_at = now() - interval '1 second'`)
    expect(await ask({ name: 'b' })).toMatchObject({ body: { times: 2 } })
    await app.query(`update api_request set expires_at = now() - interval '1 second'`)
    await tidyRequests(app.root())
    expect(await app.query('select 1 from api_request')).toEqual([])
  })

  test.each(['', 'a b', 'x'.repeat(256)])('of the form %j is refused', async (key) => {
    const { handler, done } = counter()
    const ask = await asker(handler, key)
    expect(await ask({ name: 'a' })).toMatchObject({ status: 400, body: { field: 'Idempotency-Key' } })
    expect(done).toEqual([])
  })

  test('leaves one entry in the audit log', async () => {
    const { handler } = counter()
    const ask = await asker(handler)
    const before = (await app.query('select 1 from audit_entry')).length
    await ask({ name: 'a' })
    await ask({ name: 'a' })
    expect((await app.query('select 1 from audit_entry')).length).toBe(before + 1)
  })
})

test('fields that are not known are named in the answer, and everything else is done', async () => {
  const { handler } = counter()
  const ask = await asker(handler)
  const { status, body } = await ask({ name: 'a', nmae: 'b' })
  expect(status).toBe(200)
  expect(body).toEqual({
    name: 'a',
    times: 1,
    warnings: [
      { code: 'UNKNOWN_FIELD', field: 'nmae', warning: '“nmae” is not known here and was left aside.' },
    ],
  })
  expect((await ask('{"name":"a","name":"b"}')).body).toMatchObject({
    code: 'INVALID_REQUEST',
    field: 'name',
  })
})
