import { beforeAll, expect, test } from 'vitest'
import { sendMessage } from '#lib/messages/send-message.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { dropBlobs } from '#lib/sending/sweep.ts'
import { product } from '#test/product.ts'
import { cancelExport } from './cancel-export.ts'
import { getExport, listExports } from './get-export.ts'
import { goOnWithExports } from './go-on-with-exports.ts'
import { readExport } from './read-export.ts'
import { runExport } from './run-export.ts'
import type { ExportRequest } from './schema-exports.ts'
import { startExport } from './start-export.ts'
import { beginRun, endRun, noteProgress } from './store-exports.ts'

const app = product(() => 'http://127.0.0.1:9')

let uuid: string
let admin: RootCtx
let other: RootCtx
beforeAll(async () => {
  await app.query(
    `insert into app_user (email, name, role, password_hash)
     values ('o@example.com', 'Other', 'operator', '-'), ('a@example.com', 'Admin', 'admin', '-')`,
  )
  const as = (userId: number, role: 'operator' | 'admin'): RootCtx => ({
    ...app.operator,
    actor: { kind: 'user', userId, role, sessionId: '-', ip: null },
  })
  other = as(2, 'operator')
  admin = as(3, 'admin')
  const recipients = [{ msisdn: '0712345601' }, { msisdn: '=1+1' }, { msisdn: '0712345602' }]
  const source = { kind: 'list' as const, recipients }
  const input = { content: 'Hi', variables: {}, sender: 'REHEARSAL', source }
  uuid = (await sendMessage(app.operator, input, 'api')).uuid
})

const recipients = (): ExportRequest => ({ kind: 'recipients', uuid })

async function write(request: ExportRequest, ctx = app.operator): Promise<{ id: number; text: string }> {
  const { id } = await startExport(ctx, request)
  await runExport(app.system, id)
  return { id, text: await textOf(id, ctx) }
}

async function textOf(id: number, ctx = app.operator): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of (await readExport(ctx, id)).content) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

test('recipients become a file in which numbers stay text and nothing is calculated', async () => {
  const { id, text } = await write(recipients())
  const lines = text.slice(1).split('\r\n')
  expect(text.charCodeAt(0)).toBe(0xfeff)
  expect(lines[0]).toMatch(/^row,number,country,state,status,reason,/)
  expect(lines[1]).toMatch(/^1,"=""254712345601""",KE,queued,pending,,1,,1,held,/)
  expect(lines[2]).toMatch(/^2,"'=1\+1",,rejected,invalid,INVALID_NUMBER,/)
  expect(lines).toHaveLength(5)
  expect(await getExport(app.operator, id)).toMatchObject({ state: 'done', rowsWritten: 3, rowsExpected: 3 })
})

test('an export is narrowed as the screen was', async () => {
  const { text } = await write({
    ...recipients(),
    group: 'left_out',
    reason: 'INVALID_NUMBER',
  } as ExportRequest)
  expect(text.trim().split('\r\n')).toHaveLength(2)
})

test('the statement and a report are written the same way', async () => {
  const statement = await write({ kind: 'statement', entries: 'hold' })
  expect(statement.text).toMatch(/,hold,2,-2,2,/)
  const report = await write({ kind: 'report', by: 'sender', timeZone: 'UTC' })
  expect(report.text).toMatch(/sender,name,messages,people/)
  expect(report.text).toMatch(/REHEARSAL,,1,3,/)
})

test('nobody fetches what others have exported, but for admins, and operators export only what is theirs', async () => {
  const { id } = await write(recipients())
  await expect(readExport(other, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(getExport(other, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(startExport(other, recipients())).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await textOf(id, admin)).toContain('254712345601')
  expect((await write({ kind: 'statement', entries: 'hold' }, other)).text.trim().split('\r\n')).toHaveLength(
    1,
  )
  expect((await listExports(other, { limit: 10 })).exports).toHaveLength(1)
  expect((await listExports(admin, { limit: 10 })).exports.length).toBeGreaterThan(3)
})

test('a link expires, and with it the file', async () => {
  const { id } = await write(recipients())
  await app.query(`update export set expires_at = now() - interval '1 second' where id = $1`, [id])
  await app.query(
    `update blob set expires_at = now() - interval '1 second' where id = (select blob_id from export where id = $1)`,
    [id],
  )
  await expect(readExport(app.operator, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  while (await dropBlobs(app.system));
  expect(await getExport(app.operator, id)).toMatchObject({ state: 'expired', file: null })
})

test('what is called off is written no further, and its bytes are gone', async () => {
  const { id } = await startExport(app.operator, recipients())
  await cancelExport(app.operator, id)
  await runExport(app.system, id)
  expect(await getExport(app.operator, id)).toMatchObject({ state: 'cancelled', file: null })
  const done = await write(recipients())
  await cancelExport(app.operator, done.id)
  await expect(readExport(app.operator, done.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const blobs = await app.query(
    `select 1 from blob where id not in (select blob_id from export where blob_id is not null)`,
  )
  expect(blobs).toEqual([])
})

test('a run that was interrupted is begun anew, and what is left of it can hand nothing in', async () => {
  const { id } = await startExport(app.operator, recipients())
  const dead = await beginRun(app.system, id)
  if (!dead) throw new Error('there was nothing to begin')
  await app.query(`update export set touched_at = now() - interval '2 minutes' where id = $1`, [id])
  await goOnWithExports(app.system)
  expect(await getExport(app.operator, id)).toMatchObject({ state: 'done', rowsWritten: 3 })
  expect(await noteProgress(app.system, dead, 1)).toBe(false)
  const file = { blobId: '00000000-0000-4000-8000-000000000000', rowsWritten: 1, expiresAt: new Date() }
  expect(await endRun(app.system, dead, file)).toBe(false)
})
