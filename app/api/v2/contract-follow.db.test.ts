import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inAnHour, integrator } from '#test/integrator.ts'
import { until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../../emulators/rehearsal/server.ts'
import { startEngine } from '../../../worker/engine.ts'

// Sentence by sentence what an integrator is told about what was sent.

const { app, post, get, send, scheduled, balance } = integrator()
let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())

describe('keys', () => {
  test('that send need sms:send or *, and an owner who may; every valid key reads', async () => {
    for (const [role, scope, may] of [
      ['operator', 'sms:send', 200],
      ['admin', '*', 200],
      ['operator', 'sms:read', 403],
      ['viewer', 'sms:send', 403],
      ['viewer', '*', 403],
    ] as const) {
      const { headers } = await app.addKey(role, scope)
      expect((await send({ dryRun: true }, headers)).status, `${role} ${scope}`).toBe(may)
      for (const path of ['/credit', '/senders', '/sms'])
        expect((await get(path, {}, {}, headers)).status).toBe(200)
    }
  })

  test('that are missing, wrong or made up are 401', async () => {
    for (const headers of [
      {},
      { 'x-api-key': '' },
      { 'x-api-key': 'x' },
      { 'x-api-key': `lw_aaaaaaaa_${'a'.repeat(43)}` },
    ] as const)
      expect(await get('/credit', {}, {}, headers as Record<string, string>)).toMatchObject({
        status: 401,
        body: { code: 'UNAUTHORIZED' },
      })
  })

  test('see and change what is theirs: another’s message is 403, none is 404', async () => {
    const uuid = await scheduled()
    const other = (await app.addKey('operator', '*')).headers
    for (const path of ['/sms/{uuid}', '/sms/{uuid}/recipients'])
      expect(await get(path, { uuid }, {}, other)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
    expect(await post('/sms/{uuid}/cancel', undefined, { uuid }, other)).toMatchObject({ status: 403 })
    const nobody = { uuid: '0b0e2a2e-4a5c-4f0a-9d38-0123456789ab' }
    expect(await get('/sms/{uuid}', nobody)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await get('/sms/{uuid}', { uuid: 'NaN' })).toMatchObject({ status: 400 })
    const admin = (await app.addKey('admin', '*')).headers
    expect((await get('/sms/{uuid}', { uuid }, {}, admin)).status).toBe(200)
  })
})

describe('cancel', () => {
  test('gives the credits back, and of several at once exactly one answers 200', async () => {
    const before = await balance()
    const uuid = await scheduled()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post('/sms/{uuid}/cancel', undefined, { uuid })),
    )
    expect(answers.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual([
      { uuid, status: 'cancelled', refunded: 1 },
    ])
    for (const { body } of answers.filter(({ status }) => status !== 200))
      expect(body.code).toBe('ALREADY_CANCELLED')
    expect(await balance()).toEqual(before)
    expect((await get('/sms/{uuid}', { uuid })).body).toMatchObject({
      status: 'cancelled',
      drSummary: expect.any(Object),
    })
  })

  test('of what was never scheduled, is being sent, or is gone says why not', async () => {
    const { uuid } = (await send()).body
    expect(await post('/sms/{uuid}/cancel', undefined, { uuid })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_PROCESSING' },
    })
    await app.query(`update message set state = 'sent' where uuid = $1`, [uuid])
    expect(await post('/sms/{uuid}/cancel', undefined, { uuid })).toMatchObject({
      status: 400,
      body: { code: 'NOT_SCHEDULED' },
    })
    await app.query(`update message set scheduled_at = now() where uuid = $1`, [uuid])
    expect(await post('/sms/{uuid}/cancel', undefined, { uuid })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_PROCESSING' },
    })
  })
})

describe('lists', () => {
  test('of messages are by status, newest first, and page by a cursor', async () => {
    const uuids = [await scheduled(), await scheduled(), await scheduled()]
    await post('/sms/{uuid}/cancel', undefined, { uuid: uuids[1] })
    const list = async (query: object) =>
      (await get('/sms', {}, query)).body as { messages: { uuid: string }[]; nextCursor: string }
    const found = async (query: object) => (await list(query)).messages.map(({ uuid }) => uuid)
    expect(await found({})).toEqual(uuids.toReversed())
    expect(await found({ status: 'scheduled' })).toEqual([uuids[2], uuids[0]])
    expect(await found({ status: 'cancelled' })).toEqual([uuids[1]])
    const first = await list({ limit: 2 })
    expect(first).toMatchObject({ hasMore: true })
    expect(await found({ limit: 2, cursor: first.nextCursor })).toEqual([uuids[0]])
    for (const query of [
      { status: 'success' },
      { status: '' },
      { limit: 0 },
      { limit: 1001 },
      { limit: 'NaN' },
      { cursor: 'x' },
    ])
      expect(await get('/sms', {}, query), JSON.stringify(query)).toMatchObject({ status: 400 })
    for (const status of ['sent', 'failed', 'pending', 'scheduled', 'cancelled'])
      expect((await get('/sms', {}, { status })).status).toBe(200)
  })

  test('of recipients page from 0 by a cursor, or have a total', async () => {
    const msisdns = ['0712000001', '0712000002', '0712000003', 'x', '0712000005']
    const { uuid } = (await send({ msisdns, scheduledTime: inAnHour() })).body
    const whole = (await get('/sms/{uuid}/recipients', { uuid })).body
    expect(whole).toMatchObject({ total: 5 })
    const seen: unknown[] = []
    for (let after: unknown = 0, more = true; more; ) {
      const { body } = await get('/sms/{uuid}/recipients', { uuid }, { after, limit: 2 })
      expect(body).not.toHaveProperty('total')
      expect(body.summary).toContainEqual({ status: 'pending', count: 4 })
      expect(body.summary).toContainEqual({ status: 'invalid', count: 1 })
      seen.push(...(body.recipients as unknown[]))
      ;[after, more] = [body.nextCursor, body.hasMore as boolean]
    }
    expect(seen).toEqual(whole.recipients)
    expect(
      (await get('/sms/{uuid}/recipients', { uuid }, { status: 'invalid', after: 0 })).body.recipients,
    ).toHaveLength(1)
    expect(await get('/sms/{uuid}/recipients', { uuid }, { status: 'sent' })).toMatchObject({ status: 400 })
    const cursor = (await get('/sms/{uuid}/recipients', { uuid }, { after: 0, limit: 2 })).body.nextCursor
    const other = await scheduled()
    expect(await get('/sms/{uuid}/recipients', { uuid: other }, { after: cursor })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_CURSOR' },
    })
  })
})

test('a message is followed to its end: pending, then sent with drSummary', async () => {
  const engine = startEngine(
    { ...app.root(), config: { ...app.root().config, rehearsalUrl: rehearsal.url } },
    { worker: 'w', watch: null },
  )
  try {
    const { uuid } = (await send({ msisdns: ['0712000001', '0712000002', 'x'] })).body
    const done = await until(
      async () =>
        (await get('/sms/{uuid}', { uuid })).body as {
          status: string
          drSummary: { success: number } | null
        },
      ({ drSummary }) => drSummary?.success === 2,
    )
    expect(done).toMatchObject({
      status: 'sent',
      drSummary: { pending: 0, success: 2, failed: 0, invalid: 1, blocked: 0, expired: 0, timeout: 0 },
    })
  } finally {
    await engine.stop()
  }
})
