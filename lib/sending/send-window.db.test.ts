import { expect, test } from 'vitest'
import { cancelMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { listRecipients } from '#lib/messages/list-recipients.ts'
import { rescheduleMessage } from '#lib/messages/reschedule-message.ts'
import type { MessageDetailView, SendInput } from '#lib/messages/schema.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import type { Actor, RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { countryClock } from '#lib/sms/country-clock.ts'
import { nextOpening, type SendWindow } from '#lib/sms/send-window.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, seqs, step } from '#test/sending.ts'
import { startDueMessages } from './start-due-messages.ts'
import { claimChunk } from './store-dispatch.ts'
import { endValidity, reopenWindows } from './sweep.ts'

const app = product(() => 'http://127.0.0.1:9')

const people = (...numbers: string[]) => ({
  kind: 'list' as const,
  recipients: numbers.map((msisdn) => ({ msisdn })),
})
const send = (over: Partial<SendInput>): Promise<MessageDetailView> =>
  sendMessage(
    app.operator,
    { content: 'Hello', variables: {}, sender: 'REHEARSAL', source: people('0712000001'), ...over },
    'api',
  )
const refused = (over: Partial<SendInput>) =>
  send(over).then(
    () => 'sent',
    (error: unknown) => (error instanceof AppError ? { ...error.params, code: error.code } : error),
  )

const idOf = async ({ uuid }: { uuid: string }): Promise<number> =>
  (await app.query<{ id: number }>('select id::int from message where uuid = $1', [uuid]))[0]?.id ?? 0

/** All hours, or one that is half a day away from this moment in Nairobi. */
function hoursAround(which: 'now' | 'not now'): SendWindow {
  const all = { kind: 'hours', from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7] } as const
  if (which === 'now') return all
  const far = (new Date().getUTCHours() + 3 + 12) % 24
  const two = (n: number) => String(n).padStart(2, '0')
  return { ...all, from: `${two(far)}:00`, to: `${two(far + 1)}:00` }
}

const zones = async (id: number) =>
  app.query(
    `select chunk_no as no, zone, window_from as from, window_to as to, queued, rejected, last_seq as last from chunk
     where message_id = $1 order by chunk_no`,
    [id],
  )

test('each chunk holds people of one place, and whoever is left out stands where the list has them', async () => {
  const sent = await send({
    scheduledAt: new Date(Date.now() + 3_600_000),
    sendWindow: { kind: 'market' },
    source: people('0712000001', '+66812345601', 'nobody', '0712000002', '+254712000003', '+66812345602'),
  })
  expect(sent).toMatchObject({ total: 6, counts: { queued: 5, rejected: 1 }, sendWindow: { kind: 'market' } })
  const id = await idOf(sent)
  expect(await zones(id)).toEqual([
    { no: 0, zone: 'Africa/Nairobi', from: 480, to: 1080, queued: 3, rejected: 0, last: 3 },
    { no: 1, zone: 'Asia/Bangkok', from: 540, to: 1260, queued: 2, rejected: 1, last: 1003 },
  ])
  await addsUp(app, id)
  const all = await listRecipients(app.operator, sent.uuid, { limit: 100 })
  expect(all.recipients.map((r) => r.row)).toEqual([1, 4, 5, 2, 3, 6])
  expect(all).toMatchObject({ total: 6, hasMore: false })
  const first = await listRecipients(app.operator, sent.uuid, { limit: 4 })
  expect([first.recipients.length, first.hasMore]).toEqual([4, true])
  const rest = await listRecipients(app.operator, sent.uuid, {
    limit: 4,
    after: first.nextCursor ?? undefined,
  })
  expect(rest.recipients.map((r) => r.row)).toEqual([3, 6])
  const back = await listRecipients(app.operator, sent.uuid, {
    limit: 4,
    before: rest.previousCursor ?? undefined,
  })
  expect(back.recipients.map((r) => r.row)).toEqual([1, 4, 5, 2])
})

test('outside of the hours nothing can be claimed, and it is said until when it waits', async () => {
  const sent = await send({ sendWindow: hoursAround('not now') })
  const id = await idOf(sent)
  expect(await claimChunk(app.system.pool, 'w1', 15_000, id)).toBeNull()
  expect(sent).toMatchObject({
    ...{ state: 'scheduled', startedAt: null, scheduledTime: null },
    ...{ waits: [{ zone: 'Africa/Nairobi', people: 1 }], dueAt: sent.waits[0]?.until },
  })
  expect(Date.parse(sent.waits[0]?.until ?? '')).toBeGreaterThan(Date.now())
  const open = await send({ sendWindow: hoursAround('now') })
  expect(open.waits).toEqual([])
  expect(seqs(await step(app, await claim(app, { id: await idOf(open) }), 0, 50))).toEqual([1])
})

test('a message of which all people wait for their hours can be called back, with all its credits', async () => {
  const sent = await send({ sendWindow: hoursAround('not now') })
  expect(await startDueMessages(app.system)).toBe(0)
  expect(await cancelMessage(app.operator, sent.uuid)).toMatchObject({ status: 'cancelled', refunded: 1 })
  await addsUp(app, await idOf(sent))
})

test('it begins by itself when the hours do, and is not taken for late', async () => {
  const sent = await send({ sendWindow: hoursAround('not now') })
  const id = await idOf(sent)
  await app.query(
    `update message set due_at = clock_timestamp(), confirmed_at = clock_timestamp() - interval '9 hours'
    where id = $1`,
    [id],
  )
  await startDueMessages(app.system)
  expect(await getMessage(app.operator, sent.uuid)).toMatchObject({ state: 'sending' })
})

test('a window that closes in the middle opens again, and what is left leaves then', async () => {
  const sent = await send({ sendWindow: hoursAround('now'), source: people('0712000011', '0712000012') })
  const id = await idOf(sent)
  const chunk = await claim(app, { id })
  const given = seqs(await step(app, chunk, 0, 1))
  await app.query(`update chunk set closes_at = clock_timestamp() where message_id = $1`, [id])
  const closed = await step(app, chunk, 1, 1, [{ seq: given[0] ?? 0, kind: 1, reference: 'r' }])
  expect(seqs(closed)).toEqual([])
  expect(await claimChunk(app.system.pool, 'w1', 15_000, id)).toBeNull()
  await reopenWindows(app.system)
  const again = await claim(app, { id })
  expect(seqs(await step(app, again, 0, 5))).toEqual([2])
})

test('a new time moves the hours with it', async () => {
  const sent = await send({
    scheduledAt: new Date(Date.now() + 3_600_000),
    sendWindow: { kind: 'hours', from: '08:00', to: '18:00', days: [3] },
  })
  const to = new Date(Date.now() + 30 * 86_400_000)
  await rescheduleMessage(app.operator, sent.uuid, { scheduledAt: to })
  const [chunk] = await app.query<{ later: boolean; day: number; soon: boolean }>(
    `select not_before >= $2 as later, extract(isodow from not_before at time zone zone)::int as day,
       not_before <= $2::timestamptz + interval '7 days' as soon from chunk where message_id = $1`,
    [await idOf(sent), to],
  )
  expect(chunk).toEqual({ later: true, day: 3, soon: true })
})

test('hours that the clocks of a country do not share are refused, and nothing is left behind', async () => {
  await app.query(`insert into price (account_id, prefix, per_part) select id, '1', 1000 from account`)
  const hours = { kind: 'hours', from: '09:00', to: '12:00', days: [1] } as const
  expect(await refused({ sendWindow: hours, source: people('+12025550123') })).toEqual({
    code: 'INVALID_SCHEDULE',
    problem: 'window',
    country: 'US',
  })
  expect(await app.query(`select 1 from message where state in ('draft', 'planning')`)).toEqual([])
})

test('quiet hours of the market are on for the API only where the settings say so', async () => {
  expect((await send({})).sendWindow).toBeNull()
  const admin: RootCtx = { ...app.operator, actor: { ...app.operator.actor, role: 'admin' } as Actor }
  await changeSettings(admin, { quietHoursApi: true })
  expect((await send({})).sendWindow).toEqual({ kind: 'market' })
  expect((await send({ sendWindow: null })).sendWindow).toBeNull()
  await changeSettings(admin, { quietHoursApi: false })
})

test('whoever has not been sent to before the validity ends is not sent to, and the credits come back', async () => {
  const now = Date.now()
  expect(await refused({ notAfter: new Date(now - 1000) })).toMatchObject({ problem: 'validity' })
  const [scheduledAt, notAfter] = [new Date(now + 3_600_000), new Date(now + 1_800_000)]
  expect(await refused({ scheduledAt, notAfter })).toMatchObject({ problem: 'validity' })

  const sent = await send({ notAfter: new Date(now + 3_600_000), source: people('0712000021', '0712000022') })
  const id = await idOf(sent)
  const [chunk] = await app.query(
    `select closes_at = not_after as closes from chunk k join message m on m.id = k.message_id where m.id = $1`,
    [id],
  )
  expect(chunk).toEqual({ closes: true })
  const claimed = await claim(app, { id })
  const given = seqs(await step(app, claimed, 0, 1))
  await step(app, claimed, 1, 0, [{ seq: given[0] ?? 0, kind: 1, reference: 'r' }])
  await app.query('update message set not_after = clock_timestamp() where id = $1', [id])
  await endValidity(app.system)
  await app.system.pool.query('select chunk_claim($1, $2, $3)', ['w2', 15_000, id])
  const [row] = await app.query(
    `select m.state, m.reason, k.cancelled, k.refunded::int, r.reason as why from message m join chunk k on k.message_id = m.id
     join recipient r on r.message_id = m.id and r.state = 8 where m.id = $1`,
    [id],
  )
  expect(row).toEqual({ state: 'sent', reason: 'NOT_AFTER', cancelled: 1, refunded: 1000, why: 'NOT_AFTER' })
  await addsUp(app, id)
})

test('a rate of its own is kept with the message and given to whoever sends it', async () => {
  const sent = await send({ ratePerSecond: 5 })
  expect(sent.ratePerSecond).toBe(5)
  const [pace] = await app.query('select rate_per_second as rate from message_pace where message_id = $1', [
    await idOf(sent),
  ])
  expect(pace).toEqual({ rate: 5 })
})

test('the database knows every zone that is reckoned with', async () => {
  const codes = await app.query<{ name: string }>('select name from pg_timezone_names')
  const known = new Set(codes.map((row) => row.name))
  const { getCountries } = await import('libphonenumber-js/max')
  expect(getCountries().filter((country) => !known.has(countryClock(country).zone))).toEqual([])
})

test('the screen reckons the next opening as the database does', async () => {
  const windows = [
    { zone: 'Africa/Nairobi', from: 480, to: 1080, days: 127 },
    { zone: 'Europe/Berlin', from: 120, to: 180, days: 127 },
    { zone: 'America/New_York', from: 0, to: 1440, days: 31 },
    { zone: 'Australia/Lord_Howe', from: 90, to: 150, days: 64 },
  ]
  const instants = [
    '2026-03-28T20:00:00Z',
    '2026-10-24T22:30:00Z',
    '2026-11-21T05:00:00Z',
    '2027-04-03T16:00:00Z',
  ]
  for (const window of windows)
    for (const at of instants) {
      const [row] = await app.query<{ opens: Date }>(`select opens from next_window($1, $2, $3, $4, $5)`, [
        window.zone,
        window.from,
        window.to,
        window.days,
        at,
      ])
      expect([window.zone, at, nextOpening(window, new Date(at))]).toEqual([window.zone, at, row?.opens])
    }
})
