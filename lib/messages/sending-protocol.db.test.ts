import { beforeAll, expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { pauseMessage, stopMessage } from './control-message.ts'
import { getMessage } from './get-message.ts'
import { sendMessage } from './send-message.ts'
import * as protocol from './store-dispatch.ts'

/** No worker runs here: the tests play the workers themselves, statement by statement. */
const app = product(() => 'http://127.0.0.1:9')
const LEASE = 15_000

let next = 0
/** A message that is being sent, to this many numbers, with the id and the chunk that the statements need. */
async function sending(recipients: number): Promise<{ id: number; uuid: string }> {
  const source = {
    kind: 'list' as const,
    recipients: Array.from({ length: recipients }, () => ({
      msisdn: `2547000${String(next++).padStart(5, '0')}`,
    })),
  }
  const input = { content: 'Hello', variables: {}, sender: 'REHEARSAL', source }
  const { uuid } = await sendMessage(app.operator, input, 'api')
  const [row] = await app.query<{ id: string }>('select id from message where uuid = $1', [uuid])
  return { id: Number(row?.id), uuid }
}

const claim = async (message: { id: number }, worker = 'w1') => {
  const chunk = await protocol.claimChunk(app.system.pool, worker, LEASE, message.id)
  if (!chunk) throw new Error('nothing to claim')
  return chunk
}

type Outcome = Partial<protocol.RecordedOutcome> & { seq: number; kind: protocol.RecordedOutcome['kind'] }
const outcome = (o: Outcome) => ({ reference: null, reason: null, parts: null, network: null, ...o })

const step = (
  chunk: protocol.ClaimedChunk,
  at: number,
  want: number,
  outcomes: Outcome[] = [],
  release = false,
) =>
  protocol.stepChunk(app.system.pool, chunk, {
    step: at,
    outcomes: outcomes.map(outcome),
    want,
    leaseMs: LEASE,
    release,
  })

const { accepted, refused, notSent, unknown } = protocol.outcomeKind
const seqs = (result: protocol.StepResult) => result.intent.map((r) => r.seq)
const states = async (id: number) =>
  (
    await app.query<{ state: number }>('select state from recipient where message_id = $1 order by seq', [id])
  ).map((r) => r.state)
const expire = (id: number) =>
  app.query(`update chunk set lease_until = clock_timestamp() - interval '1 second' where message_id = $1`, [
    id,
  ])

/** Whatever happened: counters are the rows, and every thousandth of the hold is where the rows say. */
async function addsUp(id: number): Promise<void> {
  const [row] = await app.query(
    `select (select jsonb_object_agg(state, n) from (select state, count(*) n from recipient where message_id = $1 group by state) s) as rows,
       (select jsonb_build_object('0', sum(queued), '1', sum(unknown), '2', sum(accepted), '3', sum(rejected), '4', sum(blocked),
         '5', sum(undelivered), '6', sum(expired), '7', sum(delivered), '8', sum(cancelled)) from chunk where message_id = $1) as counters,
       (select coalesce(sum(price) filter (where charge = 1), 0) from recipient where message_id = $1)::int as settled_rows,
       (select coalesce(sum(price) filter (where charge = 2), 0) from recipient where message_id = $1)::int as refunded_rows,
       (select sum(settled) from chunk where message_id = $1)::int as settled,
       (select sum(refunded) from chunk where message_id = $1)::int as refunded,
       (select coalesce(sum(amount) filter (where kind = 'settle'), 0) from ledger_entry where message_id = $1)::int as booked,
       (select bool_and(state = 'done') from chunk where message_id = $1) as done`,
    [id],
  )
  const counters = Object.fromEntries(
    Object.entries(row?.counters as Record<string, number>).filter(([, n]) => n > 0),
  )
  expect(counters).toEqual(row?.rows)
  expect([row?.settled, row?.refunded]).toEqual([row?.settled_rows, row?.refunded_rows])
  if (row?.done) expect(row.booked).toBe(row.settled)
}

beforeAll(async () => {
  await app.query(`delete from account_slot`)
})

test('each row is in one intent, and the message is sent when the last outcome is stored', async () => {
  const message = await sending(5)
  const chunk = await claim(message)
  const first = await step(chunk, 0, 3)
  expect(seqs(first)).toEqual([1, 2, 3])
  const second = await step(chunk, first.step, 3, [
    { seq: 1, kind: accepted, reference: 'a' },
    { seq: 2, kind: refused, reason: 'BAD' },
    { seq: 3, kind: unknown, reason: 'NO_ANSWER' },
  ])
  expect(seqs(second)).toEqual([4, 5])
  await addsUp(message.id)
  const last = await step(chunk, second.step, 3, [
    { seq: 4, kind: accepted },
    { seq: 5, kind: accepted },
  ])
  expect(last).toMatchObject({ state: 'done', queued: 0, intent: [] })
  expect(await states(message.id)).toEqual([2, 3, 1, 2, 2])
  expect((await getMessage(app.operator, message.uuid)).state).toBe('sent')
  await addsUp(message.id)
})

test('a row of which it is known that it did not leave is tried again, in a new intent', async () => {
  const message = await sending(2)
  const chunk = await claim(message)
  const first = await step(chunk, 0, 2)
  const again = await step(chunk, first.step, 2, [
    { seq: 1, kind: notSent },
    { seq: 2, kind: accepted },
  ])
  expect(seqs(again)).toEqual([1])
  await step(chunk, again.step, 0, [{ seq: 1, kind: accepted }])
  await addsUp(message.id)
})

test('what a dead worker had in flight becomes unknown and is never in an intent again', async () => {
  const message = await sending(4)
  const dead = await claim(message, 'dead')
  expect(seqs(await step(dead, 0, 2))).toEqual([1, 2])
  await expire(message.id)
  const heir = await claim(message, 'heir')
  expect(heir.epoch).toBe(dead.epoch + 1)
  expect(await states(message.id)).toEqual([1, 1, 0, 0])
  const given = await step(heir, 0, 10)
  expect(seqs(given)).toEqual([3, 4])
  await addsUp(message.id)

  // The dead worker was only slow. What it saw is true and is written; it gets nothing more to send.
  const late = await step(dead, 1, 10, [
    { seq: 1, kind: accepted, reference: 'late' },
    { seq: 2, kind: notSent },
  ])
  expect(late).toMatchObject({ owns: false, intent: [] })
  expect(await states(message.id)).toEqual([2, 1, 0, 0])
  await step(heir, given.step, 0, [
    { seq: 3, kind: accepted },
    { seq: 4, kind: accepted },
  ])
  expect(await states(message.id)).toEqual([2, 1, 2, 2])
  await addsUp(message.id)
})

test('a round trip whose answer was lost is repeated without a second intent, and its rows are named as orphans', async () => {
  const message = await sending(4)
  const chunk = await claim(message)
  const lost = await step(chunk, 0, 2)
  const repeated = await step(chunk, 0, 2)
  expect(repeated).toMatchObject({ intent: [], orphans: seqs(lost), step: 1 })
  const freed = await step(
    chunk,
    repeated.step,
    2,
    repeated.orphans.map((seq) => ({ seq, kind: notSent })),
  )
  expect(seqs(freed)).toEqual([1, 2])
  await addsUp(message.id)
  await stopMessage(app.operator, message.uuid)
  await step(chunk, freed.step, 0, [
    { seq: 1, kind: accepted },
    { seq: 2, kind: accepted },
  ])
})

test('a repeated round trip that arrives late takes no retried row out of the intent in flight', async () => {
  const message = await sending(1)
  const chunk = await claim(message)
  const first = await step(chunk, 0, 1)
  const retried = await step(chunk, first.step, 1, [{ seq: 1, kind: notSent }])
  expect(seqs(retried)).toEqual([1])
  // The network delivers the same statement once more, after the row has left again.
  const duplicate = await step(chunk, first.step, 1, [{ seq: 1, kind: notSent }])
  expect(duplicate.intent).toEqual([])
  const [row] = await app.query(`select intent from chunk where message_id = $1`, [message.id])
  expect(row?.intent).toEqual([1])
  await step(chunk, retried.step, 0, [{ seq: 1, kind: accepted }])
  await addsUp(message.id)
})

test('repeating outcomes changes neither counters nor money', async () => {
  const message = await sending(3)
  const chunk = await claim(message)
  const first = await step(chunk, 0, 2)
  const outcomes: Outcome[] = [
    { seq: 1, kind: accepted, reference: 'x' },
    { seq: 2, kind: refused, reason: 'BAD' },
  ]
  const then = await step(chunk, first.step, 0, outcomes)
  await step(chunk, then.step, 0, outcomes)
  await step(chunk, then.step, 0, outcomes)
  await addsUp(message.id)
  expect((await getMessage(app.operator, message.uuid)).counts).toMatchObject({
    queued: 1,
    accepted: 1,
    rejected: 1,
  })
  await stopMessage(app.operator, message.uuid)
})

test('after a stop no intent is committed, what is in flight is counted, and the rest comes back as credits', async () => {
  const message = await sending(5)
  const chunk = await claim(message)
  const first = await step(chunk, 0, 2)
  await stopMessage(app.operator, message.uuid)
  const after = await step(chunk, first.step, 5, [
    { seq: 1, kind: accepted },
    { seq: 2, kind: accepted },
  ])
  expect(after.intent).toEqual([])
  const view = await getMessage(app.operator, message.uuid)
  expect(view).toMatchObject({ state: 'cancelled', settled: 2, refunded: 3 })
  expect(view.counts).toMatchObject({ accepted: 2, cancelled: 3, queued: 0 })
  await addsUp(message.id)
})

test('a stopped message whose worker died is wound up by the next one that looks', async () => {
  const message = await sending(3)
  const dead = await claim(message, 'dead')
  await step(dead, 0, 1)
  await stopMessage(app.operator, message.uuid)
  await expire(message.id)
  expect((await claim(message, 'heir')).state).toBe('done')
  expect(await states(message.id)).toEqual([1, 8, 8])
  await addsUp(message.id)
})

test('while paused nothing is given to send', async () => {
  const message = await sending(2)
  const chunk = await claim(message)
  await pauseMessage(app.operator, message.uuid)
  expect(await step(chunk, 0, 2, [], true)).toMatchObject({ state: 'held', intent: [] })
  await stopMessage(app.operator, message.uuid)
  await addsUp(message.id)
})

test('a number that was suppressed after planning is not sent to, whether known plain or hashed', async () => {
  const message = await sending(3)
  const [first] = await app.query<{ msisdn: string }>(
    'select msisdn from recipient where message_id = $1 and seq = 1',
    [message.id],
  )
  await app.query(
    `insert into suppression (key, msisdn, reason) values (suppression_key($1), $1, 'opt_out')`,
    [first?.msisdn],
  )
  const chunk = await claim(message)
  const given = await step(chunk, 0, 3)
  expect(seqs(given)).toEqual([2, 3])
  expect(await states(message.id)).toEqual([4, 0, 0])
  await step(chunk, given.step, 0, [
    { seq: 2, kind: accepted },
    { seq: 3, kind: accepted },
  ])
  await addsUp(message.id)
})

test('a receipt that is quicker than the answer counts, and the answer then only adds the reference', async () => {
  const message = await sending(1)
  const chunk = await claim(message)
  const given = await step(chunk, 0, 1)
  const [account] = await app.query<{ id: number }>('select id from account')
  const receipt = (state: number, reason: string | null = null) =>
    app.query(
      `insert into receipt (account_id, our_reference, state, reason, raw) values ($1, $2, $3, $4, '{}')`,
      [account?.id, `testera1.${message.id}.1`, state, reason],
    )
  await receipt(7)
  await app.query('select receipts_apply(100, 72)')
  expect(await states(message.id)).toEqual([7])
  await step(chunk, given.step, 0, [{ seq: 1, kind: accepted, reference: 'ref-1' }])
  const [row] = await app.query('select state, reference, charge from recipient where message_id = $1', [
    message.id,
  ])
  expect(row).toEqual({ state: 7, reference: 'ref-1', charge: 1 })
  // Late and repeated receipts are harmless: the first final state stays.
  await receipt(2)
  await receipt(5, 'LATE')
  await receipt(7)
  await app.query('select receipts_apply(100, 72)')
  expect(await states(message.id)).toEqual([7])
  await addsUp(message.id)
})

test('a statement that waited for the lock of a stop sees the stop', async () => {
  const message = await sending(2)
  const chunk = await claim(message)
  const client = await app.system.pool.connect()
  await client.query('begin')
  await client.query('select 1 from chunk where message_id = $1 for update', [message.id])
  await client.query(`update chunk set state = 'closing' where message_id = $1`, [message.id])
  const waiting = step(chunk, 0, 2)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await client.query('commit')
  client.release()
  expect((await waiting).intent).toEqual([])
  expect(await states(message.id)).toEqual([8, 8])
})
