import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, inject, test } from 'vitest'
import { getCredit } from '#lib/credits/get-credit.ts'
import { writeBlob } from '#lib/platform/blob.ts'
import { product, until } from '#test/product.ts'
import { confirmMessage } from './confirm-message.ts'
import { stopMessage } from './control-message.ts'
import { getMessage } from './get-message.ts'
import { planMessage } from './plan-message.ts'
import { recoverPlans } from './recover-plans.ts'
import type { SendInput } from './schema.ts'
import { findMessageToPlan, RecipientWriter } from './store-plan.ts'

const app = product(() => 'http://127.0.0.1:9', {})
const ROWS = 120_000

/** A confirmed message to many people, which nobody plans yet. */
async function waiting(rows = ROWS, more: Partial<SendInput> = {}): Promise<{ id: number; uuid: string }> {
  const lines = (function* () {
    for (let i = 0; i < rows; i++) yield Buffer.from(`07${String(10_000_000 + i)},Somebody ${i}\n`)
  })()
  const blobId = await writeBlob(app.operator, lines, {
    mediaType: '',
    maxBytes: 1e9,
    pool: app.operator.pool,
  })
  await app.query(`insert into upload (blob_id, file_name, created_by) values ($1, 'x', 1)`, [blobId])
  const { uuid } = await confirmMessage(
    app.operator,
    {
      content: 'Hi {{name}}',
      variables: {},
      sender: 'REHEARSAL',
      source: {
        kind: 'file',
        blobId,
        format: { encoding: 'utf-8', delimiter: ',' },
        hasHeader: false,
        phoneColumn: 0,
        columns: ['', 'name'],
      },
      scheduledAt: new Date(Date.now() + 3_600_000),
      watched: true,
      ...more,
    },
    null,
  )
  const [row] = await app.query<{ id: number }>('select id::int from message where uuid = $1', [uuid])
  return { id: row?.id ?? 0, uuid }
}
const rowsOf = async (id: number) =>
  (await app.query<{ n: number }>('select count(*)::int as n from recipient where message_id = $1', [id]))[0]
    ?.n
const fill = () => app.query(`update ledger_book set balance = 1000000000 where name = 'available'`)

test('a long list from the dashboard answers while it is planned, and its plan is seen moving', async () => {
  await fill()
  const { id, uuid } = await waiting()
  expect(await getMessage(app.operator, uuid)).toMatchObject({
    state: 'planning',
    planning: { rows: 0, bytes: 0, totalBytes: 0 },
  })
  const plan = planMessage(app.system, id)
  const { planning } = await until(
    () => getMessage(app.operator, uuid),
    (m) => m.state !== 'planning' || (m.planning?.bytes ?? 0) > 0,
  )
  expect(planning?.rows).toBeGreaterThan(0)
  expect(planning?.bytes).toBeGreaterThan(0)
  expect(planning?.totalBytes).toBeGreaterThan(planning?.bytes ?? 0)
  await plan
  expect(await getMessage(app.operator, uuid)).toMatchObject({
    state: 'scheduled',
    total: ROWS,
    planning: null,
  })
  expect(await app.query('select 1 from plan_progress')).toEqual([])
  // Everybody who keeps plans of queries knows at once how big the tables have become.
  const tables = await app.query<{ reltuples: number }>(
    `select reltuples from pg_class where relname in ('recipient_0', 'chunk') order by relname desc`,
  )
  expect(tables[0]?.reltuples).toBeGreaterThan(ROWS / 2)
  expect(tables[1]?.reltuples).toBeGreaterThan(ROWS / 2000)
})

test('a plan that is called back ends at once, and nothing of it stays', async () => {
  const { id, uuid } = await waiting()
  const { held } = await getCredit(app.operator)
  const plan = planMessage(app.system, id).catch((error: unknown) => error)
  await until(
    () => app.query('select 1 from plan_progress'),
    (rows) => rows.length > 0,
  )
  await stopMessage(app.operator, uuid)
  expect(await plan).toMatchObject({ code: 'CONFLICT' })
  expect(await getMessage(app.operator, uuid)).toMatchObject({ state: 'cancelled', total: 0 })
  expect(await rowsOf(id)).toBe(0)
  expect((await getCredit(app.operator)).held).toBe(held)
})

test('a worker that is killed while it plans loses nothing and doubles nothing', async () => {
  const { id, uuid } = await waiting()
  const [where] = await app.query<{ name: string }>('select current_database() as name')
  const url = new URL(inject('databaseServer'))
  url.pathname = `/${where?.name}`
  // It cannot take its hold, so that it is still planning when it is killed, however quick it is.
  const holder = await app.system.pool.connect()
  await holder.query('begin')
  await holder.query(`select 1 from ledger_book where name = 'available' for update`)
  const child: ChildProcess = spawn(process.execPath, ['test/plan-program.ts', url.href, String(id)])
  await until(
    () => app.query('select 1 from plan_progress'),
    (rows) => rows.length > 0,
  )
  child.kill('SIGKILL')
  await once(child, 'exit')
  await holder.query('rollback')
  holder.release()
  expect(await getMessage(app.operator, uuid)).toMatchObject({ state: 'planning' })
  await app.query(`update message set confirmed_at = now() - interval '2 minutes' where id = $1`, [id])
  // The database notices in its own time that nobody is there any more.
  await until(
    async () => {
      await recoverPlans(app.system)
      return getMessage(app.operator, uuid)
    },
    (m) => m.state === 'scheduled',
  )
  expect(await rowsOf(id)).toBe(ROWS)
  expect(
    await app.query(
      'select count(distinct msisdn)::int as n, max(seq) from recipient where message_id = $1',
      [id],
    ),
  ).toEqual([{ n: ROWS, max: ROWS }])
})

test('a plan that comes to something else than the button said is refused, and the draft is not lost', async () => {
  const expected = { people: 1999, credits: 1999 }
  const confirmation = '00000000-0000-4000-8000-000000000001'
  const { id } = await waiting(2000, { expected, confirmation })
  await planMessage(app.system, id).catch(() => undefined)
  const again = confirmMessage(
    app.operator,
    {
      content: 'Hi {{name}}',
      variables: {},
      sender: 'REHEARSAL',
      source: { kind: 'pasted', text: '' },
      confirmation,
    },
    expected,
  )
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT', field: 'expected' })
  expect(await app.query('select 1 from message where id = $1', [id])).toEqual([])
})

test('rows whose connection is lost before the database has taken the first fail, instead of waiting for ever', async () => {
  const { id } = await waiting(10)
  const message = await findMessageToPlan(app.system, id)
  if (!message) throw new Error('there is no message')
  const [locks, client] = [await app.system.pool.connect(), await app.system.pool.connect()]
  await locks.query('begin; lock table recipient in access exclusive mode')
  const writer = await RecipientWriter.open(client, message)
  const [copy] = await until(
    () =>
      app.query<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like 'copy recipient%'`,
      ),
    (rows) => rows.length === 1,
  )
  await locks.query('select pg_terminate_backend($1)', [copy?.pid])
  // Time enough for the client to hear of it.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await locks.query('rollback')
  locks.release()
  await expect(writer.finish({ pollAfterMs: null, byReference: false })).rejects.toThrow('terminating')
  client.release(true)
})
