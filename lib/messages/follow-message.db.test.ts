import { beforeAll, expect, test } from 'vitest'
import { getSending } from '#lib/sending/get-sending.ts'
import { haltMessage } from '#lib/sending/halt-message.ts'
import { stopEverything } from '#lib/sending/stop-everything.ts'
import { AppError } from '#lib/shared/errors.ts'
import { product } from '#test/product.ts'
import { cancelMessage } from './control-message.ts'
import { countReasons } from './count-reasons.ts'
import { countWaiting } from './count-waiting.ts'
import { getHistory } from './get-history.ts'
import { getMessage } from './get-message.ts'
import { getOverview } from './get-overview.ts'
import { getRecipient } from './get-recipient.ts'
import { listMessages } from './list-messages.ts'
import { listRecipients } from './list-recipients.ts'
import { toCursor } from './recipient-cursor.ts'
import { countGroups, recipientGroups } from './rules-recipients.ts'
import type { RecipientPage } from './schema.ts'
import { sendMessage } from './send-message.ts'

const app = product(() => 'http://127.0.0.1:9')

const PEOPLE = 5000

/**
 * Of five thousand people every 20th was not reached, every 49th got no receipt, every 53rd was refused, and one is
 * doubtful.
 */
async function insertBigMessage(): Promise<{ uuid: string; id: number }> {
  const [message] = await app.query<{ uuid: string; id: number }>(
    `insert into message (user_id, origin, state, name, content, total, parts, hold, account_id, started_at, finished_at)
     select u.id, 'dashboard', 'sent', 'Big one', 'Hello', $1::int, $1::int, $1::int, a.id, now(), now() from app_user u, account a
     returning uuid, id::int`,
    [PEOPLE],
  )
  if (!message) throw new Error('nothing was inserted')
  await app.query(
    `insert into recipient (message_id, seq, state, charge, parts, price, row_no, updated_at, msisdn, network, reason)
     select $1, s, k.state, 1, 1, 1, s, now(), (254712000000 + s)::text,
       case when s > 2000 then 1 + s % 3 end,
       case k.state when 5 then case when s = 4000 then 'RARE' else 'ABSENT_SUBSCRIBER' end
                    when 3 then 'INVALID_NUMBER' when 2 then case when s % 49 = 0 then 'NO_RECEIPT' end end
     from generate_series(1, $2::int) s, lateral (select case when s = 3 then 1 when s % 20 = 0 then 5
       when s % 53 = 0 then 3 when s % 49 = 0 or s < 10 then 2 else 7 end as state) k`,
    [message.id, PEOPLE],
  )
  await app.query(
    `insert into chunk (message_id, chunk_no, account_id, last_seq, state, scan_from, delivered, undelivered, rejected,
       accepted, unknown, no_receipt)
     select $1, (seq - 1) / 1000, a.id, max(seq), 'done', 1, count(*) filter (where r.state = 7),
       count(*) filter (where r.state = 5), count(*) filter (where r.state = 3), count(*) filter (where r.state = 2),
       count(*) filter (where r.state = 1), count(*) filter (where reason = 'NO_RECEIPT')
     from recipient r, account a where message_id = $1 group by 2, 3`,
    [message.id],
  )
  return message
}

let big: { uuid: string; id: number }
beforeAll(async () => {
  big = await insertBigMessage()
})

/** The cursor of a row of the big message. */
const at = (seq: number) => toCursor(BigInt(big.id), seq)
const seqs = (page: RecipientPage) => page.recipients.map((row) => row.seq)
const list = (filter: Partial<Parameters<typeof listRecipients>[2]>) =>
  listRecipients(app.operator, big.uuid, { limit: 100, ...filter })

test('five numbers add up to all the people, and each leads to exactly its own', async () => {
  const message = await getMessage(app.operator, big.uuid)
  const groups = countGroups(message)
  expect(Object.values(groups).reduce((sum, n) => sum + n)).toBe(PEOPLE)
  for (const group of recipientGroups) {
    const all: number[] = []
    for (let after: string | undefined = '0'; after !== undefined; ) {
      const page: RecipientPage = await list({ group, after, limit: 1000 })
      all.push(...seqs(page))
      after = page.nextCursor ?? undefined
    }
    expect([group, all.length]).toEqual([group, groups[group]])
    expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b))
  }
  const doubtful = await list({ group: 'doubtful' })
  expect(doubtful.total).toBe(groups.doubtful)
  expect(doubtful.recipients.map((r) => [r.seq, r.state, r.status]).slice(0, 2)).toEqual([
    [3, 'unknown', 'timeout'],
    [49, 'accepted', 'timeout'],
  ])
})

test('the status of the API counts and lists the same people', async () => {
  for (const status of ['pending', 'timeout', 'failed', 'invalid'] as const) {
    const page = await list({ status, limit: 1000 })
    const told = page.summary.find((entry) => entry.status === status)?.count
    expect([status, page.recipients.length, page.total]).toEqual([status, told, told])
    expect(new Set(page.recipients.map((r) => r.status))).toEqual(new Set([status]))
  }
})

test.each([{}, { group: 'not_reached' as const }])(
  'pages forward and back again show the same rows: %o',
  async (filter) => {
    const first = await list({ ...filter, limit: 30 })
    expect(first.previousCursor).toBeNull()
    const second = await list({ ...filter, limit: 30, after: first.nextCursor ?? '' })
    const third = await list({ ...filter, limit: 30, after: second.nextCursor ?? '' })
    expect(seqs(await list({ ...filter, limit: 30, before: third.previousCursor ?? '' }))).toEqual(
      seqs(second),
    )
    const back = await list({ ...filter, limit: 30, before: second.previousCursor ?? '' })
    expect(back).toMatchObject({ previousCursor: null, nextCursor: first.nextCursor })
    expect(seqs(back)).toEqual(seqs(first))
    const beforeAll = await list({ ...filter, limit: 30, before: at(seqs(first)[0] ?? 0) })
    expect(seqs(beforeAll)).toEqual(seqs(first))
  },
)

test('a cursor of another message, or of nobody, is refused', async () => {
  for (const after of [toCursor(BigInt(big.id + 1), 20), '20', '1', '-1', '00', '1e3', '9'.repeat(16), ''])
    await expect(list({ after }), after).rejects.toMatchObject({ code: 'INVALID_CURSOR', field: 'after' })
})

test('the last page has nobody after it and can be left backwards', async () => {
  const last = await list({ group: 'not_reached', after: at(4900) })
  expect(seqs(last)).toEqual([4920, 4940, 4960, 4980, 5000])
  expect(last).toMatchObject({ nextCursor: null, hasMore: false, previousCursor: expect.any(String) })
})

test('a reason narrows the list, however rare it is', async () => {
  const rare = await list({ group: 'not_reached', reason: 'RARE' })
  expect(seqs(rare)).toEqual([4000])
  expect(rare.total).toBeUndefined()
})

test('reasons are counted per state, most frequent first', async () => {
  const told = await countReasons(app.operator, big.uuid)
  expect(told.reasons).toEqual([
    { state: 'undelivered', reason: 'ABSENT_SUBSCRIBER', count: 249 },
    { state: 'rejected', reason: 'INVALID_NUMBER', count: 90 },
    { state: 'unknown', reason: null, count: 1 },
    { state: 'undelivered', reason: 'RARE', count: 1 },
  ])
  expect(told).toMatchObject({ people: 341, looked: 341 })
  expect(told.networks.map(({ network }) => network).sort()).toEqual([1, 2, 3])
  const told2000 = told.networks.reduce((sum, { count }) => sum + count, 0)
  const [row] = await app.query(
    `select count(*)::int as n from recipient where message_id = $1 and state in (3, 5) and network is not null`,
    [big.id],
  )
  expect(row).toEqual({ n: told2000 })
})

test('one person is found however the number is written, and nobody by a part of it', async () => {
  for (const number of ['254712000077', '+254 712 000 077', '0712 000 077'])
    expect([number, seqs(await list({ number }))]).toEqual([number, [77]])
  expect(seqs(await list({ number: '712000' }))).toEqual([])
})

test('one person’s story holds the text, the price and what the provider said', async () => {
  await app.query(
    `insert into receipt (account_id, state, reason, raw, message_id, seq, applied_at)
     select id, 5, 'ABSENT_SUBSCRIBER', 'AbsentSubscriber', $1, 20, now() from account`,
    [big.id],
  )
  const story = await getRecipient(app.operator, big.uuid, 20)
  expect(story).toMatchObject({
    seq: 20,
    state: 'undelivered',
    country: 'KE',
    charge: 'settled',
    text: 'Hello',
    receipts: [{ state: 'undelivered', reason: 'ABSENT_SUBSCRIBER', raw: 'AbsentSubscriber' }],
  })
  await expect(getRecipient(app.operator, big.uuid, 9999)).rejects.toThrow(AppError)
})

test('a search finds messages by their name or a part of their text, and only the reader’s own', async () => {
  const find = async (search: string) =>
    (await listMessages(app.operator, { search, limit: 10 })).messages.map((m) => m.uuid)
  expect(await find('big')).toContain(big.uuid)
  expect(await find('ello')).toContain(big.uuid)
  expect(await find('%')).toEqual([])
  const [other] = await app.query<{ id: number }>(
    `insert into app_user (email, name, role, password_hash) values ('b@example.com', 'B', 'operator', '-') returning id`,
  )
  const actor = {
    kind: 'user' as const,
    userId: other?.id ?? 0,
    role: 'operator' as const,
    sessionId: '-',
    ip: null,
  }
  expect(await listMessages({ ...app.operator, actor }, { search: 'big', limit: 10 })).toMatchObject({
    messages: [],
    nextCursor: null,
  })
})

test('the history names who confirmed and who cancelled, newest first', async () => {
  const source = { kind: 'list' as const, recipients: [{ msisdn: '0712345601' }] }
  const sent = await sendMessage(
    app.operator,
    { content: 'Hi', variables: {}, sender: 'REHEARSAL', source },
    'dashboard',
  )
  const overview = await getOverview(app.operator)
  expect(overview.next.map((m) => m.uuid)).toEqual([sent.uuid])
  await cancelMessage(app.operator, sent.uuid)
  const { events } = await getHistory(app.operator, sent.uuid)
  expect(events.map((event) => [event.kind, event.by?.name])).toEqual([
    ['message.cancel', 'Op'],
    ['planned', undefined],
    ['message.send', 'Op'],
  ])
})

test('what stopped by itself, failed or is doubtful stands on the overview', async () => {
  const message = await insertBigMessage()
  await app.query(`update message set state = 'sending' where id = $1`, [message.id])
  await haltMessage(app.system, message.id, 'PROVIDER_REFUSED', { code: 'NO_CREDIT', text: 'No credit' })
  const overview = await getOverview(app.operator)
  expect(overview.waiting).toMatchObject([{ uuid: message.uuid, reason: 'PROVIDER_REFUSED' }])
  expect(await countWaiting(app.operator)).toEqual({ waiting: 1 })
  expect(overview.doubtful.map((m) => m.uuid).toSorted()).toEqual([big.uuid, message.uuid].toSorted())
  expect(overview).toMatchObject({ failed: [], sending: [], worker: false, broke: false })
  const { events } = await getHistory(app.operator, message.uuid)
  expect(events[0]).toMatchObject({ kind: 'message.halt', by: null, details: { reason: 'PROVIDER_REFUSED' } })
})

test('the list of messages goes to older ones and back to newer ones', async () => {
  for (let n = 0; n < 5; n++) await insertBigMessage()
  const uuids = async (filter: { cursor?: string; newer?: string }) => {
    const page = await listMessages(app.operator, { ...filter, limit: 2 })
    return { ...page, messages: page.messages.map((m) => m.uuid) }
  }
  const first = await uuids({})
  const second = await uuids({ cursor: first.nextCursor ?? '' })
  const third = await uuids({ cursor: second.nextCursor ?? '' })
  expect(await uuids({ newer: third.previousCursor ?? '' })).toEqual(second)
  expect(await uuids({ newer: second.previousCursor ?? '' })).toEqual(first)
  expect(first.previousCursor).toBeNull()
})

test('everybody is told that nothing is sent, by whom, and since when opt-outs may be missing', async () => {
  expect(await getSending(app.operator)).toMatchObject({ on: true, off: null, by: null, dataUntil: null })
  await stopEverything(app.operator)
  expect(await getSending(app.operator)).toMatchObject({ on: false, off: 'STOPPED', by: 'Op' })
  await app.query(
    `update installation set sending_off = 'RESTORED', sending_off_at = now(), data_until = now()`,
  )
  expect(await getSending(app.operator)).toMatchObject({
    off: 'RESTORED',
    by: null,
    dataUntil: expect.any(String),
  })
})
