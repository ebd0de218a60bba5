import { expect, test } from 'vitest'
import * as groups from '#app/api/v2/groups/route.ts'
import * as suppression from '#app/api/v2/suppressions/[id]/route.ts'
import * as suppressions from '#app/api/v2/suppressions/route.ts'
import * as template from '#app/api/v2/templates/[id]/route.ts'
import * as templates from '#app/api/v2/templates/route.ts'
import * as look from '#app/api/v2/uploads/[id]/route.ts'
import * as uploads from '#app/api/v2/uploads/route.ts'
import { webApp } from '#test/web.ts'
import * as contact from './[id]/route.ts'
import * as contacts from './route.ts'

const app = webApp()
const post = (headers: Record<string, string>, body: unknown) => ({
  method: 'POST',
  headers,
  body: JSON.stringify(body),
})

test('operators write, viewers and keys that only read do not', async () => {
  const operator = await app.addKey('operator', 'sms:send')
  const viewer = await app.addKey('viewer', '*')
  const reader = await app.addKey('operator', 'sms:read')
  for (const [handler, body] of [
    [contacts.POST, { msisdn: '+254712345678' }],
    [groups.POST, { name: 'Spring' }],
    [templates.POST, { name: 'Welcome', content: 'Hi' }],
    [suppressions.POST, { msisdns: ['+254712345678'] }],
  ] as const) {
    for (const { headers } of [viewer, reader])
      expect(await app.call(handler, post(headers, body))).toMatchObject({ status: 403 })
    expect(await app.call(handler, post(operator.headers, body))).toMatchObject({ status: 200 })
  }
  for (const handler of [contacts.GET, groups.GET, templates.GET, suppressions.GET]) {
    expect(await app.call(handler, { headers: viewer.headers })).toMatchObject({ status: 200 })
    expect(await app.call(handler)).toMatchObject({ status: 401 })
  }
})

test('groups and templates answer the id alone, and an archived template is out of the list', async () => {
  const { headers } = await app.addKey('operator', '*')
  expect((await app.call(groups.POST, post(headers, { name: 'G' }))).body).toEqual({ id: expect.any(Number) })
  const { body } = await app.call(templates.POST, post(headers, { name: 'T', content: 'x' }))
  expect(body).toEqual({ id: expect.any(Number) })
  const gone = await app.call(template.DELETE, { method: 'DELETE', headers, params: { id: String(body.id) } })
  expect(gone.status).toBe(204)
  const listed = (await app.call(templates.GET, { headers })).body.templates as { name: string }[]
  expect(listed.map((t) => t.name)).not.toContain('T')
})

test('what is refused is named: a number that is none, an empty text, an unknown person, no reason given', async () => {
  const { headers } = await app.addKey('operator', '*')
  expect(await app.call(contacts.POST, post(headers, { msisdn: '12' }))).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST', field: 'msisdn', error: expect.stringContaining('phone number') },
  })
  expect(await app.call(templates.POST, post(headers, { name: 'E', content: ' ' }))).toMatchObject({
    status: 400,
    body: { code: 'EMPTY_CONTENT' },
  })
  expect(await app.call(contact.GET, { headers, params: { id: '987654' } })).toMatchObject({ status: 404 })
  const lift = { method: 'DELETE', headers, params: { id: '1' }, body: '{}' }
  expect(await app.call(suppression.DELETE, lift)).toMatchObject({ status: 400, body: { field: 'reason' } })
})

test('a file is taken as it is and looked at by whoever handed it in', async () => {
  const { headers } = await app.addKey('operator', '*')
  const other = await app.addKey('operator', '*')
  const file = { ...headers, 'x-file-name': encodeURIComponent('../รายชื่อ.csv'), 'content-type': 'text/csv' }
  const body = 'ชื่อ,เบอร์โทร\nสมชาย,0812345678\n'
  const { body: upload } = await app.call(uploads.POST, { method: 'POST', headers: file, body })
  const params = { id: String(upload.id) }
  expect((await app.call(look.GET, { headers, params })).body).toMatchObject({
    fileName: 'รายชื่อ.csv',
    format: { encoding: 'utf-8', delimiter: ',' },
    guess: { phone: 1, name: [0] },
    sample: [{ rowNo: 2, cells: ['สมชาย', '0812345678'] }],
    rows: { count: 1, exact: true },
  })
  expect(await app.call(look.GET, { headers: other.headers, params })).toMatchObject({ status: 404 })
  const pdf = await app.call(uploads.POST, { method: 'POST', headers: file, body: '%PDF-1.7' })
  expect(await app.call(look.GET, { headers, params: { id: String(pdf.body.id) } })).toMatchObject({
    status: 400,
    body: { code: 'INVALID_FILE', error: expect.stringContaining('PDF') },
  })
})
