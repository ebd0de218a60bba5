import { expect, test } from 'vitest'
import { pauseMessage, stopMessage } from '#lib/messages/control-message.ts'
import type { Receipt, ReceiptQuery } from '#lib/providers/provider.ts'
import { product, until } from '#test/product.ts'
import { addsUp, claim, sending, states, step } from '#test/sending.ts'
import { applyReceipts } from './apply-receipts.ts'
import type { Line } from './dispatch-chunk.ts'
import { PollReceipts } from './poll-receipts.ts'
import { leaseAccount, outcomeKind } from './store-dispatch.ts'
import { insertReceipts, leaseQuestions } from './store-receipts.ts'

const app = product(() => 'http://127.0.0.1:9')
const { accepted } = outcomeKind

const accountId = async () => (await app.query<{ id: number }>('select id from account'))[0]?.id ?? 0

/** A line to a provider that answers each question with what it is told to. */
const lineThat = (
  answer: (query: ReceiptQuery) => Receipt | null,
  { ages = [1000, 5000], isWhole = true } = {},
) => {
  const asked: string[] = []
  const line = async (): Promise<Line> =>
    ({
      account: { id: await accountId(), capabilities: { receipts: { push: false, poll: ages } } },
      connection: {
        pollReceipts: async (queries: readonly ReceiptQuery[]) => {
          asked.push(...queries.map((query) => query.reference ?? ''))
          return { receipts: queries.flatMap((query) => answer(query) ?? []), isWhole }
        },
      },
    }) as unknown as Line
  return { line, asked }
}

const receipt = (query: ReceiptQuery, state: Receipt['state']): Receipt => {
  return {
    reference: query.reference,
    ourReference: query.ourReference,
    state,
    reason: null,
    raw: '',
    at: null,
  }
}

async function poll(line: () => Promise<Line>): Promise<void> {
  const polls = new PollReceipts(app.system, line, () => false)
  await polls.start()
  await polls.end()
  await applyReceipts(app.system)
}

/** Of a message to three the first two are accepted, under names of their own. */
async function twoAccepted(): Promise<{ id: number; uuid: string }> {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 2)
  const outcomes = [1, 2].map((seq) => ({ seq, kind: accepted, reference: `${message.id}-${seq}` }))
  await step(app, chunk, at, 0, outcomes)
  return message
}

const due = (id: number) =>
  app.query(`update chunk set poll_at = clock_timestamp() - interval '1 second' where message_id = $1`, [id])

const pollOf = async (id: number) =>
  (
    await app.query(
      'select poll_at > now() as later, poll_at is null as never from chunk where message_id = $1',
      [id],
    )
  )[0]

test('who was accepted is asked about while the rest of the chunk is held', async () => {
  const message = await twoAccepted()
  await pauseMessage(app.operator, message.uuid)
  expect(await pollOf(message.id)).toEqual({ later: true, never: false })
  await due(message.id)
  const { line, asked } = lineThat((query) =>
    query.reference?.endsWith('1') ? receipt(query, 'delivered') : null,
  )
  await poll(line)
  expect(asked.toSorted()).toEqual([`${message.id}-1`, `${message.id}-2`])
  expect(await states(app, message.id)).toEqual([7, 2, 0])
  expect(await pollOf(message.id)).toEqual({ later: true, never: false })
  await stopMessage(app.operator, message.uuid)
})

test('an answer finds its person by the question, also where one reference stands for many', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 2)
  await step(
    app,
    chunk,
    at,
    0,
    [1, 2].map((seq) => ({ seq, kind: accepted, reference: `all-${message.id}` })),
  )
  await due(message.id)
  const { line } = lineThat(({ reference, to }) => {
    const state = Number(to) % 2 === 1 ? 'delivered' : 'expired'
    return { reference, to, state, reason: null, raw: '', at: null }
  })
  await poll(line)
  expect((await states(app, message.id)).toSorted()).toEqual([6, 7])
  const [row] = await app.query(
    'select count(distinct our_reference)::int as known from receipt where message_id = $1',
    [message.id],
  )
  expect(row).toEqual({ known: 2 })
})

test('after the last of its ages a chunk is asked about no more', async () => {
  const message = await twoAccepted()
  await stopMessage(app.operator, message.uuid)
  await app.query(`update chunk set done_at = done_at - interval '1 hour' where message_id = $1`, [
    message.id,
  ])
  await due(message.id)
  await poll(lineThat(() => null).line)
  expect(await pollOf(message.id)).toEqual({ later: null, never: true })
})

test('a provider that does not answer is left alone for a while, and its chunk comes again', async () => {
  const message = await twoAccepted()
  await due(message.id)
  let calls = 0
  const { line } = lineThat(() => {
    calls += 1
    throw new Error('no answer')
  })
  const polls = new PollReceipts(app.system, line, () => false)
  await polls.start()
  await polls.end()
  expect(await pollOf(message.id)).toEqual({ later: true, never: false })
  await due(message.id)
  await polls.start()
  await polls.end()
  expect(calls).toBe(1)
  await stopMessage(app.operator, message.uuid)
})

test('questions and sends share one rate, and questions go on where nothing may be sent', async () => {
  const id = await accountId()
  await app.query('delete from account_pace')
  await app.query(`update account set rate_per_second = 1, attention = 'LOW_CREDIT'`)
  const wish = { tokens: 10, slots: 10, inUse: 0, leaseMs: 15_000 }
  expect(await leaseQuestions(app.system.pool, id, 10)).toBe(1)
  await app.query('update account set attention = null')
  expect((await leaseAccount(app.system.pool, id, 'w1', wish)).tokens).toBe(0)
  await until(
    () => leaseQuestions(app.system.pool, id, 1),
    (n) => n === 1,
  )
  await app.query('update account set rate_per_second = 500')
})

test('whoever has blocked a sender is not texted by it again, and the books stay right', async () => {
  const message = await twoAccepted()
  const query = { reference: `${message.id}-2`, state: 'blocked', reason: 'SENDER_NAME_BLACKLISTED' } as const
  const twice = { ...query, raw: '', at: null }
  await insertReceipts(app.system.pool, await accountId(), [twice, twice])
  await applyReceipts(app.system)
  expect(await states(app, message.id)).toEqual([2, 4, 0])
  const stopped = await app.query(
    `select s.reason, s.msisdn = r.msisdn as same, s.sender_id = m.sender_id as bound from suppression s, recipient r, message m
     where r.message_id = $1 and r.seq = 2 and m.id = r.message_id and s.key = suppression_key(r.msisdn)`,
    [message.id],
  )
  expect(stopped).toEqual([{ reason: 'blocked', same: true, bound: true }])
  await addsUp(app, message.id)
  await stopMessage(app.operator, message.uuid)
})

test('a worker that is told to stop leaves receipts that are still to be applied for the next one', async () => {
  await app.query(
    `insert into receipt (account_id, reference, state, raw)
     select min(id), 'nobody-' || n, 7, '' from account, generate_series(1, 4500) n group by n`,
  )
  expect(await applyReceipts(app.system, () => true)).toBe(2000)
  expect(await applyReceipts(app.system)).toBeGreaterThanOrEqual(2500)
})

test('where a provider stops answering half-way the rest is asked about soon, and not for ever', async () => {
  const HOUR = 3_600_000
  const message = await twoAccepted()
  await stopMessage(app.operator, message.uuid)
  const hoursToNext = async (hoursAgo: number, isWhole: boolean) => {
    await app.query(
      `update chunk set done_at = clock_timestamp() - $2 * interval '1 hour',
         poll_at = clock_timestamp() - interval '1 second' where message_id = $1`,
      [message.id, hoursAgo],
    )
    await poll(lineThat(() => null, { ages: [HOUR, 24 * HOUR], isWhole }).line)
    const [row] = await app.query<{ hours: number | null }>(
      `select round(extract(epoch from poll_at - now())::numeric / 3600, 1)::float8 as hours from chunk where message_id = $1`,
      [message.id],
    )
    return row?.hours
  }
  expect(await hoursToNext(10, true)).toBe(14)
  expect(await hoursToNext(10, false)).toBe(1)
  expect(await hoursToNext(23, false)).toBe(1)
  expect(await hoursToNext(30, false)).toBe(3)
  expect(await hoursToNext(30, true)).toBeNull()
  expect(await hoursToNext(48, false)).toBeNull()
})
