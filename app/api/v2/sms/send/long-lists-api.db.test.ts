import { afterAll, beforeAll, expect, test } from 'vitest'
import { Queue } from '#lib/queue/open-queue.ts'
import { setUp } from '#test/installation.ts'
import { webApp } from '#test/web.ts'
import { workOnJobs } from '../../../../../worker/jobs.ts'
import * as preview from '../preview/route.ts'
import * as send from './route.ts'

const app = webApp()
let queue: Queue
let headers: Record<string, string>
beforeAll(async () => {
  await setUp({ system: app.root() }, { credits: 10_000 })
  headers = (await app.addKey('operator', 'sms:send')).headers
  queue = await Queue.open(app.root().pool, { works: true, onError: () => undefined })
  await workOnJobs(app.root(), queue)
})
afterAll(() => queue.close())

const post = (route: typeof send.POST, body: unknown) =>
  app.call(route, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
const from = { sender: 'REHEARSAL', content: 'Hi {{name|you}}' }
const number = (n: number) => `07${String(10_000_000 + n)}`
const many = (count: number) => Array.from({ length: count }, (_, i) => number(i))
const blobs = async () => (await app.query('select id from blob')).length

test('a long list is priced and sent like a short one, and only what is sent is kept', async () => {
  const msisdns = [...many(3000), number(0), 'nobody', 254_712_345_678]
  const cost = { total: 3003, valid: 3001, invalid: 1, duplicates: 1, parts: 3001, credits: 3001 }
  expect(await post(preview.POST, { ...from, msisdns })).toMatchObject({ status: 200, body: cost })
  expect(await post(send.POST, { ...from, msisdns, dryRun: true })).toMatchObject({ status: 200, body: cost })
  expect(await blobs()).toBe(0)
  const answer = await post(send.POST, { ...from, msisdns })
  expect(answer).toMatchObject({ status: 200, body: { total: 3002, parts: 3001, credits: 3001 } })
  expect(
    await app.query(
      `select msisdn, row_no from recipient where row_no in (1, 3000, 3002, 3003) order by row_no`,
    ),
  ).toEqual([
    { msisdn: '254710000000', row_no: 1 },
    { msisdn: '254710002999', row_no: 3000 },
    { msisdn: 'nobody', row_no: 3002 },
    { msisdn: '254712345678', row_no: 3003 },
  ])
  expect(await blobs()).toBe(1)
})

test('people in a long list have values of their own', async () => {
  const recipients = many(1500).map((msisdn, i) => ({ msisdn, ...(i > 0 && { variables: { name: i } }) }))
  const answer = await post(send.POST, { ...from, recipients })
  expect(answer).toMatchObject({ status: 200, body: { total: 1500 } })
  const { uuid } = answer.body
  expect(
    await app.query(
      `select r.variables from recipient r join message m on m.id = r.message_id where m.uuid = $1 and seq in (1, 1500) order by seq`,
      [uuid],
    ),
  ).toEqual([{ variables: null }, { variables: { name: '1499' } }])
})

const list = JSON.stringify(many(1200)).slice(1, -1)
test.each([
  ['a truncated body', `{"sender":"REHEARSAL","content":"x","msisdns":[${list}`, 'INVALID_JSON', undefined],
  [
    'an entry of the wrong type',
    { ...from, msisdns: [...many(1200), true] },
    'INVALID_REQUEST',
    'msisdns[1200]',
  ],
  [
    'an entry without its number',
    { ...from, recipients: [...many(1100).map((msisdn) => ({ msisdn })), { name: 'x' }] },
    'INVALID_REQUEST',
    'recipients[1100].msisdn',
  ],
  [
    'a character that cannot be kept',
    { ...from, msisdns: [...many(1200), '\ud800'] },
    'INVALID_REQUEST',
    '[1200]',
  ],
  [
    'a name that stands twice',
    `{"sender":"REHEARSAL","content":"x","msisdns":[${list}],"msisdns":["1"]}`,
    'INVALID_REQUEST',
    'msisdns',
  ],
  [
    'both lists at once',
    { ...from, msisdns: many(1200), recipients: [{ msisdn: number(1) }] },
    'INVALID_REQUEST',
    'msisdns',
  ],
  [
    'deep nesting',
    `{"sender":"REHEARSAL","content":"x","msisdns":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`,
    'INVALID_REQUEST',
    undefined,
  ],
  [
    'an object where the list should be',
    { ...from, msisdns: { 0: number(1) } },
    'INVALID_REQUEST',
    'msisdns',
  ],
  [
    'a text over the limit of the contract',
    { sender: 'REHEARSAL', content: 'ก'.repeat(1001), msisdns: [number(1)] },
    'CONTENT_TOO_LONG',
    'content',
  ],
  [
    'neither a text nor a template',
    { sender: 'REHEARSAL', msisdns: [number(1)] },
    'INVALID_REQUEST',
    'content',
  ],
  [
    'a template that does not exist',
    { sender: 'REHEARSAL', templateId: 99, msisdns: [number(1)] },
    'UNKNOWN_TEMPLATE',
    'templateId',
  ],
  ['a group that does not exist', { ...from, contactGroupId: 99 }, 'UNKNOWN_GROUP', 'contactGroupId'],
  [
    'an unknown message to leave out',
    { ...from, msisdns: [number(1)], exclude: { messages: ['00000000-0000-4000-8000-000000000000'] } },
    'NOT_FOUND',
    undefined,
  ],
] as const)('%s is refused by its code, and nothing of it stays', async (_, body, code, field) => {
  const before = await blobs()
  const answer = await post(send.POST, body)
  expect(answer.body).toMatchObject({ code, error: expect.any(String), ...(field && { field }) })
  expect(answer.status).toBe(code === 'NOT_FOUND' ? 404 : 400)
  expect(await blobs()).toBe(before)
})

test('a thousand Thai characters are within the contract', async () => {
  const body = { sender: 'REHEARSAL', content: 'ก'.repeat(1000), msisdns: [number(1)] }
  expect(await post(preview.POST, body)).toMatchObject({ status: 200, body: { valid: 1, parts: 15 } })
})

test('a group and a template do for a text and a list', async () => {
  await app.query(`insert into contact (msisdn, name) values ('254712345679', 'Ama')`)
  await app.query(`insert into contact_group (name) values ('G')`)
  await app.query(
    'insert into group_member (group_id, contact_id) select g.id, c.id from contact_group g, contact c',
  )
  await app.query(`insert into template (name, content) values ('T', 'Dear {{name}}')`)
  const answer = await post(send.POST, { sender: 'REHEARSAL', contactGroupId: 1, templateId: 1 })
  expect(answer).toMatchObject({ status: 200, body: { total: 1, credits: 1 } })
  expect(
    await app.query('select content, template_id from message where uuid = $1', [answer.body.uuid]),
  ).toEqual([{ content: 'Dear {{name}}', template_id: 1 }])
})
