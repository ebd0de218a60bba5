import { beforeAll, expect, test } from 'vitest'
import { addCredits } from '#lib/credits/add-credits.ts'
import { listStatement } from '#lib/credits/list-statement.ts'
import { compareBilling } from '#lib/messages/compare-billing.ts'
import { listCalendar } from '#lib/messages/list-calendar.ts'
import { listRecipients } from '#lib/messages/list-recipients.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { product } from '#test/product.ts'
import { claim, step } from '#test/sending.ts'
import { getReport } from './get-report.ts'

const app = product(() => 'http://127.0.0.1:9')

const TH = Array.from({ length: 3 }, (_, i) => `+6681234560${i}`)
const KE = Array.from({ length: 2 }, (_, i) => `+25471234560${i}`)

let other: RootCtx
let uuid: string
beforeAll(async () => {
  await app.query(
    `insert into app_user (email, name, role, password_hash) values ('o@example.com', 'Other', 'operator', '-')`,
  )
  const actor = { kind: 'user', userId: 2, role: 'operator', sessionId: '-', ip: null } as const
  other = { ...app.operator, actor }
  // Countries in turn, and something that is no number among them.
  const numbers = [TH[0], KE[0], 'nobody', TH[1], KE[1], TH[2]] as string[]
  const source = { kind: 'list' as const, recipients: numbers.map((msisdn) => ({ msisdn })) }
  const sent = await sendMessage(
    app.operator,
    { content: 'Hi', variables: {}, sender: 'REHEARSAL', source },
    'api',
  )
  uuid = sent.uuid
  const [message] = await app.query<{ id: number }>('select id::int from message where uuid = $1', [uuid])
  for (;;) {
    const chunk = await claim(app, message as { id: number }).catch(() => null)
    if (!chunk) break
    const { intent } = await step(app, chunk, 0, 50)
    const outcomes = intent.map(({ seq, msisdn }) => ({
      ...{ seq, kind: msisdn === TH[2]?.slice(1) ? 2 : 1, reference: `r${seq}`, reason: null },
    })) as Parameters<typeof step>[4]
    await step(app, chunk, 1, 0, outcomes)
  }
})

const all = { by: 'country', timeZone: 'UTC' } as const

test('each chunk is of one country, and what cannot be read stands beside its neighbours', async () => {
  const chunks = await app.query('select country, last_seq, rejected from chunk order by chunk_no')
  expect(chunks).toEqual([
    { country: 'TH', last_seq: 3, rejected: 1 },
    { country: 'KE', last_seq: 1003, rejected: 1 },
  ])
  const page = await listRecipients(app.operator, uuid, { limit: 4 })
  expect(page.recipients.map((r) => [r.seq, r.row])).toEqual([
    [1, 1],
    [2, 4],
    [3, 6],
    [1001, 2],
  ])
  const next = await listRecipients(app.operator, uuid, { limit: 4, after: page.nextCursor ?? '' })
  expect(next.recipients.map((r) => r.row)).toEqual([3, 5])
  const back = await listRecipients(app.operator, uuid, { limit: 4, before: next.previousCursor ?? '' })
  expect(back.recipients.map((r) => r.row)).toEqual([1, 4, 6, 2])
})

test('spend and delivery by country are the counters of its chunks, dearest first', async () => {
  const report = await getReport(app.operator, all)
  expect(
    report.rows.map(({ key, people, onTheWay, leftOut, spent }) => [key, people, onTheWay, leftOut, spent]),
  ).toEqual([
    ['KE', 3, 2, 1, 2],
    ['TH', 3, 2, 1, 2],
  ])
  expect(report.total).toMatchObject({ messages: 1, people: 6, onTheWay: 4, leftOut: 2, spent: 4 })
})

test.each(['sender', 'account', 'user', 'month'] as const)(
  'the report by %s comes to the same',
  async (by) => {
    const report = await getReport(app.operator, { by, timeZone: 'Asia/Bangkok' })
    expect(report.total).toMatchObject({ messages: 1, people: 6, spent: 4 })
    expect(report.rows.find((row) => row.people > 0)).toMatchObject({ messages: 1, people: 6, spent: 4 })
  },
)

test('a message belongs to the day on which the reader saw it begin', async () => {
  await app.query(`update message set started_at = '2026-11-20T20:30:00Z' where uuid = $1`, [uuid])
  const days = async (timeZone: string) => {
    const { rows } = await getReport(app.operator, {
      by: 'day',
      from: '2026-11-19',
      to: '2026-11-22',
      timeZone,
    })
    return rows.map(({ key, people }) => [key, people])
  }
  expect(await days('Asia/Bangkok')).toEqual([
    ['2026-11-19', 0],
    ['2026-11-20', 0],
    ['2026-11-21', 6],
    ['2026-11-22', 0],
  ])
  expect((await days('America/New_York'))[1]).toEqual(['2026-11-20', 6])
})

test('operators see what they spent, and nobody sees what makes no sense', async () => {
  expect((await getReport(other, { ...all, from: '2026-11-01', to: '2026-11-30' })).rows).toEqual([])
  const refused = { code: 'INVALID_REQUEST' }
  await expect(getReport(app.operator, { ...all, timeZone: 'Mars/Base' })).rejects.toMatchObject(refused)
  await expect(getReport(app.operator, { ...all, from: '2026-02-31' })).rejects.toMatchObject(refused)
  await expect(getReport(app.operator, { ...all, from: '2020-01-01' })).rejects.toMatchObject(refused)
})

test('the statement shows holds, what was spent and what came back, and adds up to what can be spent', async () => {
  await addCredits(app.system, { amount: 5, note: 'gift' })
  const { lines } = await listStatement(app.system, { limit: 50 })
  expect(lines.map(({ kind, available, held, note }) => [kind, available, held, note])).toEqual(
    [
      ['top_up', 5, 0, 'gift'],
      ['settle', 0, -2, null],
      ['refund', 1, -1, null],
      ['settle', 0, -2, null],
      ['hold', -5, 5, null],
      ['top_up', 1000, 0, null],
    ]
      .filter(([kind, , held]) => !(kind === 'settle' && held === -2))
      .toSpliced(1, 0, ['settle', 0, -4, null]),
  )
  const sum = (name: 'available' | 'held') => lines.reduce((n, line) => n + line[name], 0)
  expect([sum('available'), sum('held')]).toEqual([1001, 0])
  expect(lines.find((line) => line.kind === 'settle')).toMatchObject({
    postings: 2,
    message: { uuid },
    by: 'Op',
  })
})

test('the statement is narrowed by kind, time and person, and goes on where a page ended', async () => {
  const of = async (query: object, ctx = app.system) =>
    (await listStatement(ctx, { limit: 50, ...query })).lines.map((line) => line.kind)
  expect(await of({ kind: 'top_up' })).toEqual(['top_up', 'top_up'])
  expect(await of({ userId: 1 })).toEqual(['settle', 'refund', 'hold'])
  expect(await of({ to: '2020-01-01T00:00:00Z' })).toEqual([])
  expect(await of({}, other)).toEqual([])
  expect(await of({ userId: 1 }, other)).toEqual([])
  const first = await listStatement(app.system, { limit: 1 })
  const second = await listStatement(app.system, { limit: 50, cursor: first.nextCursor ?? '' })
  expect([first.lines[0]?.kind, second.lines[0]?.kind]).toEqual(['top_up', 'settle'])
})

test('what the provider counted is set against what was said, and leads to the rows that differ', async () => {
  expect(await compareBilling(app.operator, uuid)).toMatchObject({ told: false, rows: 0, credits: 0 })
  await app.query(
    `update recipient set billed_parts = case when row_no = 1 then 3 else parts end where state = 2`,
  )
  const billing = await compareBilling(app.operator, uuid)
  expect(billing).toMatchObject({ told: true, rows: 1, all: true, more: 2, less: 0, credits: 2 })
  expect(billing.countries.map(({ country, people }) => [country, people])).toEqual([
    ['KE', 3],
    ['TH', 3],
  ])
  const page = await listRecipients(app.operator, uuid, { limit: 10, billed: 'differing' })
  expect(page.recipients.map((r) => [r.row, r.parts, r.billedParts])).toEqual([[1, 1, 3]])
  await expect(compareBilling(other, uuid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a place in the list is found although chunks are not full, and each page says where it stands', async () => {
  const at = async (place: number) => {
    const page = await listRecipients(app.operator, uuid, { limit: 2, at: place })
    return [page.position, page.recipients.map((r) => r.row)]
  }
  expect(await at(1)).toEqual([1, [1, 4]])
  expect(await at(4)).toEqual([4, [2, 3]])
  expect(await at(6)).toEqual([6, [5]])
  expect(await at(1_000_000)).toEqual([6, [5]])
})

test('the calendar holds what leaves and what has left, and of each operator their own', async () => {
  const span = { since: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-21T00:00:00Z') }
  expect((await listCalendar(app.operator, span)).map((entry) => entry.uuid)).toEqual([uuid])
  expect(await listCalendar(other, span)).toEqual([])
  await app.query(
    `update message set state = 'scheduled', due_at = '2026-11-25T00:00:00Z', started_at = null`,
  )
  expect(await listCalendar(app.operator, span)).toEqual([])
  const later = { since: new Date('2026-11-24T00:00:00Z'), until: new Date('2026-11-26T00:00:00Z') }
  expect((await listCalendar(app.operator, later)).map((entry) => entry.state)).toEqual(['scheduled'])
})
