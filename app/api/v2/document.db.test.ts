import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { sendMessage } from '#lib/messages/send-message.ts'
import { runExport } from '#lib/reports/run-export.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { apiClient, operations } from '#test/api.ts'
import { setUp } from '#test/installation.ts'
import { webApp } from '#test/web.ts'
import { apiDocument } from './document.ts'
import * as document from './openapi.json/route.ts'
import { sections } from './routes.ts'

const app = webApp()
beforeAll(() => setUp({ system: app.root() }, { credits: 100_000 }))
const { ask, answered } = apiClient(app)

let headers: Record<string, string>
beforeAll(async () => {
  headers = (await app.addKey('admin', '*')).headers
})

describe('the document', () => {
  test('names every route file, and of each what it does and answers', () => {
    const inFolder = readdirSync('app/api/v2', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('/route.ts') && !file.startsWith('openapi.json'))
      .map((file) => file.slice(0, -'/route.ts'.length))
    expect(sections.flatMap(({ routes }) => Object.keys(routes)).sort()).toEqual(inFolder.sort())
    for (const [path, item] of Object.entries(apiDocument().paths)) {
      expect(Object.keys(item), path).not.toEqual([])
      for (const operation of Object.values(item)) {
        expect(operation.summary, operation.operationId).not.toContain(path)
        expect(operation.responses).toSatisfy((all: object) => '200' in all || '204' in all)
      }
    }
    const ids = Object.values(apiDocument().paths).flatMap((item) =>
      Object.values(item).map((o) => o.operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('is served to everybody', async () => {
    const { status, body } = await app.call(document.GET)
    expect(status).toBe(200)
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api/v2' }] })
  })
})

describe('every operation answers as the document says', () => {
  const post = (path: string, body?: unknown, params = {}) => ask('POST', path, { headers, params, body })
  const get = (path: string, params = {}, query = {}) => ask('GET', path, { headers, params, query })
  const later = () => new Date(Date.now() + 3_600_000).toISOString()
  const send = async (over = {}) =>
    (await post('/sms/send', { sender: 'REHEARSAL', content: 'Hi', msisdns: ['0712000001', 'x'], ...over }))
      .body.uuid as string

  test('a message that waits for approval', async () => {
    await changeSettings(app.root(), { approvalFrom: 2 })
    const userId = await app.addUser('operator')
    const { uuid, state } = await sendMessage(
      { ...app.root(), actor: { kind: 'user', userId, role: 'operator', sessionId: '-', ip: null } },
      {
        content: 'Hi',
        variables: {},
        sender: 'REHEARSAL',
        source: { kind: 'pasted', text: '0712000008\n0712000009' },
      },
      'dashboard',
    )
    expect(state).toBe('awaiting_approval')
    expect((await post('/sms/{uuid}/approve', undefined, { uuid })).body.state).not.toBe(state)
    await changeSettings(app.root(), { approvalFrom: null })
  })

  test('messages', async () => {
    const uuid = await send({ scheduledTime: later() })
    expect(
      (
        await post('/sms/send', {
          sender: 'REHEARSAL',
          content: 'Hi {{name}}',
          msisdns: ['0712000001'],
          variables: { name: 'Toon' },
          dryRun: true,
        })
      ).status,
    ).toBe(200)
    await post('/sms/preview', { content: 'Hi', msisdns: ['0712000001', '0712000001'] })
    await post('/sms/left-out', {
      source: { kind: 'pasted', text: '0712000001\nnobody' },
      sender: 'REHEARSAL',
      accountId: 1,
    })
    await get('/sms', {}, { status: 'scheduled', limit: 5 })
    for (const path of ['', '/recipients', '/history', '/reasons', '/billing'])
      await get(`/sms/{uuid}${path}`, { uuid })
    await get('/sms/{uuid}/recipients', { uuid }, { after: 0, limit: 1 })
    await get('/sms/{uuid}/recipients/{seq}', { uuid, seq: 2 })
    await get('/overview')
    await get('/sending')
    await get('/sms/waiting')
    await post('/sms/{uuid}/reschedule', { scheduledTime: later() }, { uuid })
    await post('/sms/{uuid}/cancel', undefined, { uuid })
  })

  test('messages on their way', async () => {
    const uuid = await send()
    await post('/sms/{uuid}/pause', undefined, { uuid })
    await post('/sms/{uuid}/resume', undefined, { uuid })
    await post('/sms/{uuid}/stop', undefined, { uuid })
    const failed = await send()
    // As after a receipt that says so; how it comes to that is told where receipts are.
    await app.query('update recipient set state = 5 where state = 0')
    await app.query('update chunk set undelivered = queued, queued = 0')
    expect((await post('/sms/{uuid}/retry', undefined, { uuid: failed })).status).toBe(200)
    await app.query(`update recipient set state = 1, updated_at = now() - interval '1 day' where state = 5`)
    await app.query('update chunk set unknown = undelivered, undelivered = 0 where undelivered > 0')
    const decided = await post('/sms/{uuid}/unknown', { decision: 'assume_sent' }, { uuid: failed })
    expect(decided.body).toMatchObject({ changed: 1, left: 0 })
  })

  test('credit and senders', async () => {
    expect((await get('/credit')).body.balance).toBeGreaterThan(0)
    expect((await get('/senders')).body.senders).toEqual([
      { name: 'REHEARSAL', status: 'approved', shared: true, accountId: 1 },
    ])
    await get('/balances')
    await get('/accounts')
  })

  test('money, reports and exports', async () => {
    await post('/credit', { amount: 1.5, note: 'gift' })
    await get('/credit/statement', {}, { kind: 'top_up', limit: 1 })
    await get('/reports', {}, { by: 'country', timeZone: 'Asia/Bangkok' })
    const id = (await post('/exports', { kind: 'report', by: 'sender' })).body.id as number
    await runExport(app.root(), id)
    await get('/exports')
    await get('/exports/{id}', { id })
    await get('/exports/{id}/file', { id })
    await ask('DELETE', '/exports/{id}', { headers, params: { id } })
  })

  test('papers of a sender', async () => {
    const file = {
      headers: { ...headers, 'x-file-name': 'a.pdf' },
      params: { id: 1 },
      body: '%PDF-1.7\n%%EOF',
    }
    await app.query(`update sender set status = 'pending'`)
    const id = (await ask('POST', '/senders/{id}/documents', file)).body.id as number
    await get('/senders/{id}/documents/{documentId}', { id: 1, documentId: id })
    const takeAway = () =>
      ask('DELETE', '/senders/{id}/documents/{documentId}', { headers, params: { id: 1, documentId: id } })
    await takeAway()
    await app.query(`update sender set status = 'approved'`)
    expect(await takeAway()).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  })

  test('templates', async () => {
    const { id } = (await post('/templates', { name: 'Hello', content: 'Hi {{name}}' })).body as {
      id: number
    }
    const contact = (await post('/contacts', { msisdn: '0712000077', name: 'Asha' })).body.id as number
    await get('/templates')
    await get('/templates/{id}', { id })
    await get('/templates/{id}/preview', { id }, { contact })
    await ask('PUT', '/templates/{id}', { headers, params: { id }, body: { name: 'Hello', content: 'Hey' } })
    await ask('DELETE', '/templates/{id}', { headers, params: { id } })
  })

  test('contacts and groups', async () => {
    const { id } = (await post('/contacts', { msisdn: '0712000078', tags: ['vip'] })).body as { id: number }
    const group = (await post('/groups', { name: 'Spring' })).body.id as number
    await get('/contacts', {}, { search: 'a' })
    await get('/contacts/{id}', { id })
    await get('/contacts/{id}/messages', { id })
    await ask('PATCH', '/contacts/{id}', { headers, params: { id }, body: { name: 'Asha' } })
    await get('/groups')
    await get('/groups/values', {}, { group })
    await get('/groups/{id}', { id: group })
    await ask('PUT', '/groups/{id}', { headers, params: { id: group }, body: { name: 'Summer' } })
    const members = { contactIds: [id], msisdns: ['0712000079', 'nobody'] }
    expect((await post('/groups/{id}/members', members, { id: group })).body).toMatchObject({ added: 2 })
    await get('/groups/{id}/members', { id: group })
    await ask('DELETE', '/groups/{id}/members', { headers, params: { id: group }, body: members })
    await ask('DELETE', '/groups/{id}', { headers, params: { id: group } })
    await ask('DELETE', '/contacts/{id}', { headers, params: { id } })
  })

  test('suppressions', async () => {
    await post('/suppressions', { msisdns: ['0712000080', 'nobody'], reason: 'opt-out' })
    await post('/suppressions', { msisdns: ['0712000080'] })
    const listed = (await get('/suppressions')).body.suppressions as { id: number }[]
    await get('/suppressions/export')
    const removal = { headers, params: { id: listed[0]?.id ?? 0 }, body: { reason: 'asked for it' } }
    expect((await ask('DELETE', '/suppressions/{id}', removal)).status).toBe(204)
  })

  test('files', async () => {
    const file = {
      headers: { ...headers, 'x-file-name': 'a.csv' },
      body: 'phone,name\n0712000090,Asha\nnobody,B\n',
    }
    const id = (await ask('POST', '/uploads', file)).body.id as string
    const table = (await get('/uploads/{id}', { id })).body
    const plan = { kind: 'contacts', uploadId: id, format: table.format, hasHeader: true, phoneColumn: 0 }
    const started = (await post('/imports', plan)).body.id as number
    await get('/imports')
    await get('/imports/{id}', { id: started })
    await get('/imports/{id}/refusals', { id: started })
    await get('/imports/{id}/refusals/export', { id: started })
    await ask('DELETE', '/imports/{id}', { headers, params: { id: started } })
  })

  test('inbox', async () => {
    await app.query(
      `insert into conversation (msisdn, last_at, last_text, unread) values ('254712000077', now(), 'Hello', 1)`,
    )
    await app.query(
      `insert into inbound (account_id, msisdn, sent_to, text)
       select id, '254712000077', '22141', 'Hello' from account limit 1`,
    )
    const { body } = await get('/inbox', {}, { search: 'hello', limit: 5 })
    expect((await get('/inbox/unread')).body).toEqual({ unread: 1 })
    const [{ id }] = body.conversations as [{ id: number }]
    expect((await get('/inbox/{id}', { id })).body).toMatchObject({ entries: [{ text: 'Hello' }] })
  })

  test('and none was left out', () => {
    expect(operations().filter((operation) => !answered.has(operation))).toEqual([])
  })
})
