import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { stopMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { recoverPlans } from '#lib/messages/recover-plans.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { keepBlob } from '#lib/platform/blob.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, doubtful, sending, states, step } from '#test/sending.ts'
import { outcomeKind } from './store-dispatch.ts'
import { dropBlobs, dropDrafts, endReceipts, endValidity, finishMessages, reopenWindows } from './sweep.ts'

const app = product(() => 'http://127.0.0.1:9')

test('when the time for receipts is over, the silent say so and the unknown count as billed, once', async () => {
  const message = await doubtful(app)
  await endReceipts(app.system)
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({
    settled: 1,
    drSummary: { pending: 1, timeout: 2 },
  })
  await app.query(`update chunk set done_at = done_at - interval '73 hours' where message_id = $1`, [
    message.id,
  ])
  await endReceipts(app.system)
  await endReceipts(app.system)
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({
    settled: 3,
    refunded: 0,
    drSummary: { pending: 0, timeout: 3 },
  })
  await addsUp(app, message.id)
  // News that come all the same are true, and move no money a second time.
  const [account] = await app.query<{ id: number }>('select id from account')
  for (const seq of [1, 2])
    await app.query(`insert into receipt (account_id, our_reference, state, raw) values ($1, $2, 7, '')`, [
      account?.id,
      `testera1.${message.id}.${seq}`,
    ])
  await app.query('select receipts_apply(100, 72)')
  expect(await states(app, message.id)).toEqual([7, 7, 1])
  await addsUp(app, message.id)
})

test('a message whose last chunk ended without its being told is finished', async () => {
  const message = await doubtful(app)
  await app.query(
    `update message set state = 'sending', finished_at = null, open_chunks = 1, planned_at = planned_at - interval '2 minutes' where id = $1`,
    [message.id],
  )
  await finishMessages(app.system)
  expect((await getMessage(app.operator, message.uuid)).state).toBe('sent')
})

test('after its validity nothing of a message leaves, and what has not left comes back as credits', async () => {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 1)
  await app.query('update message set not_after = clock_timestamp() where id = $1', [message.id])
  await endValidity(app.system)
  expect((await step(app, chunk, at, 3, [{ seq: 1, kind: outcomeKind.accepted }])).intent).toEqual([])
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({
    state: 'sent',
    reason: 'NOT_AFTER',
    settled: 1,
    refunded: 2,
    counts: { accepted: 1, cancelled: 2 },
  })
  await addsUp(app, message.id)
})

test('a message of which nobody was reached in time has failed', async () => {
  const message = await sending(app, 2)
  await app.query('update message set not_after = clock_timestamp() where id = $1', [message.id])
  await endValidity(app.system)
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({ state: 'failed', refunded: 2 })
})

test('a window that has closed opens at its next local hour, through a change of clocks too', async () => {
  const message = await sending(app, 1)
  await app.query(
    `update chunk set zone = 'Africa/Nairobi', window_from = 480, window_to = 1080, window_days = 127,
       closes_at = clock_timestamp() - interval '1 second' where message_id = $1`,
    [message.id],
  )
  await reopenWindows(app.system)
  const [row] = await app.query(
    `select (closes_at at time zone zone)::time::text as closes, (not_before at time zone zone)::time between '08:00' and '18:00' as inside,
       not_before < closes_at as ordered, closes_at > now() as ahead from chunk where message_id = $1`,
    [message.id],
  )
  expect(row).toEqual({ closes: '18:00:00', inside: true, ordered: true, ahead: true })
  await stopMessage(app.operator, message.uuid)
  // Berlin, 29 March 2026: 02:00 to 03:00 does not exist, so a window of that hour waits for the next day.
  const [spring] = await app.query(
    `select opens::text, closes::text from next_window('Europe/Berlin', 120, 180, 127, '2026-03-29T00:00:00Z')`,
  )
  expect(new Date(spring?.opens as string).toISOString()).toBe('2026-03-30T00:00:00.000Z')
  // Only on weekdays: from Saturday to Monday.
  const [weekend] = await app.query(
    `select opens::text from next_window('Asia/Bangkok', 540, 1260, 31, '2026-11-21T05:00:00Z')`,
  )
  expect(new Date(weekend?.opens as string).toISOString()).toBe('2026-11-23T02:00:00.000Z')
})

test('what is found to have been sent is asked about, and after the time for receipts counts as unanswered', async () => {
  for (const late of [false, true]) {
    const message = await doubtful(app)
    await app.query('update recipient set state = 1, charge = 0 where message_id = $1', [message.id])
    await app.query(
      `update chunk set unknown = 3, accepted = 0, settled = 0, posted_settled = 0, poll_at = null, poll_after_ms = 5000,
         receipts_ended_at = case when $2 then now() end where message_id = $1`,
      [message.id, late],
    )
    await app.query(`select chunk_resolve($1, 0, '{1}', '{1}', '{x}', '{NULL}')`, [message.id])
    const [row] = await app.query(
      'select poll_at is not null as polls, accepted, no_receipt from chunk where message_id = $1',
      [message.id],
    )
    expect(row).toEqual({ polls: !late, accepted: 1, no_receipt: late ? 1 : 0 })
  }
})

test('a plan that a request left behind waits for a person, and is made when somebody resumes it', async () => {
  const message = await doubtful(app)
  await app.query(
    `update message set state = 'planning', planned_at = null, confirmed_at = confirmed_at - interval '5 minutes' where id = $1`,
    [message.id],
  )
  await recoverPlans(app.system)
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({
    state: 'needs_attention',
    reason: 'PLAN_INTERRUPTED',
  })
  await app.query(`update message set state = 'cancelled' where id = $1`, [message.id])
})

test('a plan that a request left behind is made if asking again makes no second message', async () => {
  const source = { kind: 'list' as const, recipients: [{ msisdn: '254722900001' }] }
  const input = { content: 'Hello', variables: {}, sender: 'REHEARSAL', source, confirmation: randomUUID() }
  const planned = await sendMessage(app.operator, input, 'api')
  const [row] = await app.query<{ id: number }>('select id::int from message where uuid = $1', [planned.uuid])
  await forgetPlan(row?.id ?? 0)
  await recoverPlans(app.system)
  expect(await sendMessage(app.operator, input, 'api')).toMatchObject({
    ...{ uuid: planned.uuid, state: 'sending', total: 1 },
    counts: { queued: 1 },
  })
  await addsUp(app, row?.id ?? 0)
})

/** As if the process had died before its plan was committed, a while ago. */
async function forgetPlan(id: number): Promise<void> {
  await app.query(`delete from chunk where message_id = $1`, [id])
  await app.query(`delete from recipient where message_id = $1`, [id])
  await app.query(
    `update message set state = 'planning', planned_at = null, started_at = null, hold = 0, total = 0,
       confirmed_at = confirmed_at - interval '25 seconds' where id = $1`,
    [id],
  )
  await app.query(`alter table ledger_entry disable trigger ledger_entry_append_only`)
  await app.query(
    `update ledger_book set balance = balance + case name when 'held' then -e.amount else e.amount end
    from (select amount from ledger_entry where message_id = $1) e where name in ('held', 'available')`,
    [id],
  )
  await app.query(`delete from ledger_entry where message_id = $1`, [id])
  await app.query(`alter table ledger_entry enable trigger ledger_entry_append_only`)
}

test('a plan that somebody is making is left alone, however long it takes', async () => {
  const message = await doubtful(app)
  await app.query(
    `update message set state = 'planning', confirmed_at = confirmed_at - interval '5 minutes' where id = $1`,
    [message.id],
  )
  const client = await app.system.pool.connect()
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock_shared(72707370, $1)', [message.id])
  await recoverPlans(app.system)
  await client.query('rollback')
  client.release()
  expect((await getMessage(app.operator, message.uuid)).state).toBe('planning')
  await app.query(`update message set state = 'cancelled' where id = $1`, [message.id])
})

test('blobs that have expired or were never completed go, the others stay', async () => {
  await app.query(`insert into blob (media_type, complete, expires_at, created_at) values
    ('a/expired', true, now() - interval '1 second', now()), ('a/half', false, null, now() - interval '2 days'),
    ('a/new', false, null, now()), ('a/kept', true, null, now() - interval '9 days')`)
  while (await dropBlobs(app.system));
  const rows = await app.query<{ media_type: string }>(
    `select media_type from blob where media_type like 'a/%' order by 1`,
  )
  expect(rows.map((row) => row.media_type)).toEqual(['a/kept', 'a/new'])
})

test('a large file goes some pieces at a time, and nobody keeps half of it', async () => {
  const [blob] = await app.query<{ id: string }>(
    `insert into blob (media_type, complete, pieces, expires_at) values ('a/large', true, 450, now() - interval '1 second')
     returning id`,
  )
  const id = blob?.id ?? ''
  await app.query(
    `insert into blob_piece (blob_id, no, data) select $1, n, '' from generate_series(0, 449) n`,
    [id],
  )
  const left = async () =>
    (await app.query<{ n: number }>('select count(*)::int as n from blob_piece where blob_id = $1', [id]))[0]
      ?.n
  expect(await dropBlobs(app.system)).toBe(true)
  expect(await left()).toBe(250)
  expect(await keepBlob(app.system, id, new Date(Date.now() + 3_600_000))).toBe(false)
  while (await dropBlobs(app.system));
  expect(await left()).toBe(0)
  expect(await app.query('select 1 from blob where id = $1', [id])).toEqual([])
})

test('a refused message that nobody came back for is thrown away after a week', async () => {
  const ids = await app.query<{ id: number }>(
    `insert into message (user_id, origin, state, content, confirmed_at, source)
     select u.id, 'dashboard', v.state, 'x', now() - v.days * interval '1 day', '{}'
     from app_user u, (values ('draft', 8), ('draft', 6), ('cancelled', 8)) v (state, days) where u.role = 'operator'
     returning id`,
  )
  while (await dropDrafts(app.system));
  const left = await app.query<{ id: number }>('select id from message where id = any($1) order by id', [
    ids.map(({ id }) => id),
  ])
  expect(left).toEqual(ids.slice(1))
})
