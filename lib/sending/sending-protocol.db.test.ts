import { beforeAll, expect, test } from 'vitest'
import { pauseMessage, stopMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, type Outcome, sending, seqs, states, step } from '#test/sending.ts'
import { outcomeKind } from './store-dispatch.ts'

/** No worker runs here: the tests play the workers themselves, statement by statement. */
const app = product(() => 'http://127.0.0.1:9')

const expire = (id: number) =>
  app.query(`update chunk set lease_until = clock_timestamp() - interval '1 second' where message_id = $1`, [
    id,
  ])
const { accepted, refused, notSent, unknown } = outcomeKind

beforeAll(async () => {
  await app.query(`delete from account_slot`)
})

test('each row is in one intent, and the message is sent when the last outcome is stored', async () => {
  const message = await sending(app, 5)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 3)
  expect(seqs(first)).toEqual([1, 2, 3])
  const second = await step(app, chunk, first.step, 3, [
    { seq: 1, kind: accepted, reference: 'a' },
    { seq: 2, kind: refused, reason: 'BAD' },
    { seq: 3, kind: unknown, reason: 'NO_ANSWER' },
  ])
  expect(seqs(second)).toEqual([4, 5])
  await addsUp(app, message.id)
  const last = await step(app, chunk, second.step, 3, [
    { seq: 4, kind: accepted },
    { seq: 5, kind: accepted },
  ])
  expect(last).toMatchObject({ state: 'done', queued: 0, intent: [] })
  expect(await states(app, message.id)).toEqual([2, 3, 1, 2, 2])
  expect((await getMessage(app.operator, message.uuid)).state).toBe('sent')
  await addsUp(app, message.id)
})

test('a row of which it is known that it did not leave is tried again, in a new intent', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 2)
  const again = await step(app, chunk, first.step, 2, [
    { seq: 1, kind: notSent },
    { seq: 2, kind: accepted },
  ])
  expect(seqs(again)).toEqual([1])
  await step(app, chunk, again.step, 0, [{ seq: 1, kind: accepted }])
  await addsUp(app, message.id)
})

test('what a dead worker had in flight becomes unknown and is never in an intent again', async () => {
  const message = await sending(app, 4)
  const dead = await claim(app, message, 'dead')
  expect(seqs(await step(app, dead, 0, 2))).toEqual([1, 2])
  await expire(message.id)
  const heir = await claim(app, message, 'heir')
  expect(heir.epoch).toBe(dead.epoch + 1)
  expect(await states(app, message.id)).toEqual([1, 1, 0, 0])
  const given = await step(app, heir, 0, 10)
  expect(seqs(given)).toEqual([3, 4])
  await addsUp(app, message.id)

  // The dead worker was only slow. What it saw is true and is written; it gets nothing more to send.
  const late = await step(app, dead, 1, 10, [
    { seq: 1, kind: accepted, reference: 'late' },
    { seq: 2, kind: notSent },
  ])
  expect(late).toMatchObject({ owns: false, intent: [] })
  expect(await states(app, message.id)).toEqual([2, 1, 0, 0])
  await step(app, heir, given.step, 0, [
    { seq: 3, kind: accepted },
    { seq: 4, kind: accepted },
  ])
  expect(await states(app, message.id)).toEqual([2, 1, 2, 2])
  await addsUp(app, message.id)
})

test('a round trip whose answer was lost is repeated without a second intent, and its rows are named as orphans', async () => {
  const message = await sending(app, 4)
  const chunk = await claim(app, message)
  const lost = await step(app, chunk, 0, 2)
  const repeated = await step(app, chunk, 0, 2)
  expect(repeated).toMatchObject({ intent: [], orphans: seqs(lost), step: 1 })
  const freed = await step(
    app,
    chunk,
    repeated.step,
    2,
    repeated.orphans.map((seq) => ({ seq, kind: notSent })),
  )
  expect(seqs(freed)).toEqual([1, 2])
  await addsUp(app, message.id)
  await stopMessage(app.operator, message.uuid)
  await step(app, chunk, freed.step, 0, [
    { seq: 1, kind: accepted },
    { seq: 2, kind: accepted },
  ])
})

test('a repeated round trip that arrives late takes no retried row out of the intent in flight', async () => {
  const message = await sending(app, 1)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 1)
  const retried = await step(app, chunk, first.step, 1, [{ seq: 1, kind: notSent }])
  expect(seqs(retried)).toEqual([1])
  // The network delivers the same statement once more, after the row has left again.
  const duplicate = await step(app, chunk, first.step, 1, [{ seq: 1, kind: notSent }])
  expect(duplicate.intent).toEqual([])
  const [row] = await app.query(`select intent from chunk where message_id = $1`, [message.id])
  expect(row?.intent).toEqual([1])
  await step(app, chunk, retried.step, 0, [{ seq: 1, kind: accepted }])
  await addsUp(app, message.id)
})

test('repeating outcomes changes neither counters nor money', async () => {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 2)
  const outcomes: Outcome[] = [
    { seq: 1, kind: accepted, reference: 'x' },
    { seq: 2, kind: refused, reason: 'BAD' },
  ]
  const then = await step(app, chunk, first.step, 0, outcomes)
  await step(app, chunk, then.step, 0, outcomes)
  await step(app, chunk, then.step, 0, outcomes)
  await addsUp(app, message.id)
  expect((await getMessage(app.operator, message.uuid)).counts).toMatchObject({
    queued: 1,
    accepted: 1,
    rejected: 1,
  })
  await stopMessage(app.operator, message.uuid)
})

test('after a stop no intent is committed, what is in flight is counted, and the rest comes back as credits', async () => {
  const message = await sending(app, 5)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 2)
  await stopMessage(app.operator, message.uuid)
  const after = await step(app, chunk, first.step, 5, [
    { seq: 1, kind: accepted },
    { seq: 2, kind: accepted },
  ])
  expect(after.intent).toEqual([])
  const view = await getMessage(app.operator, message.uuid)
  expect(view).toMatchObject({ state: 'cancelled', settled: 2, refunded: 3 })
  expect(view.counts).toMatchObject({ accepted: 2, cancelled: 3, queued: 0 })
  await addsUp(app, message.id)
})

test('a stopped message whose worker died is wound up by the next one that looks', async () => {
  const message = await sending(app, 3)
  const dead = await claim(app, message, 'dead')
  await step(app, dead, 0, 1)
  await stopMessage(app.operator, message.uuid)
  await expire(message.id)
  expect((await claim(app, message, 'heir')).state).toBe('done')
  expect(await states(app, message.id)).toEqual([1, 8, 8])
  await addsUp(app, message.id)
})

test('while paused nothing is given to send', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  await pauseMessage(app.operator, message.uuid)
  expect(await step(app, chunk, 0, 2)).toMatchObject({ state: 'held', intent: [] })
  await stopMessage(app.operator, message.uuid)
  await addsUp(app, message.id)
})

test('a number that was suppressed after planning is not sent to, whether known plain or hashed', async () => {
  const message = await sending(app, 3)
  const [first] = await app.query<{ msisdn: string }>(
    'select msisdn from recipient where message_id = $1 and seq = 1',
    [message.id],
  )
  await app.query(
    `insert into suppression (key, msisdn, reason) values (suppression_key($1), $1, 'opt_out')`,
    [first?.msisdn],
  )
  const chunk = await claim(app, message)
  const given = await step(app, chunk, 0, 3)
  expect(seqs(given)).toEqual([2, 3])
  expect(await states(app, message.id)).toEqual([4, 0, 0])
  await step(app, chunk, given.step, 0, [
    { seq: 2, kind: accepted },
    { seq: 3, kind: accepted },
  ])
  await addsUp(app, message.id)
})

test('a receipt that is quicker than the answer counts, and the answer then only adds the reference', async () => {
  const message = await sending(app, 1)
  const chunk = await claim(app, message)
  const given = await step(app, chunk, 0, 1)
  const [account] = await app.query<{ id: number }>('select id from account')
  const receipt = (state: number, reason: string | null = null) =>
    app.query(
      `insert into receipt (account_id, our_reference, state, reason, raw) values ($1, $2, $3, $4, '{}')`,
      [account?.id, `testera1.${message.id}.1`, state, reason],
    )
  await receipt(7)
  await app.query('select receipts_apply(100, 72)')
  expect(await states(app, message.id)).toEqual([7])
  await step(app, chunk, given.step, 0, [{ seq: 1, kind: accepted, reference: 'ref-1' }])
  const [row] = await app.query('select state, reference, charge from recipient where message_id = $1', [
    message.id,
  ])
  expect(row).toEqual({ state: 7, reference: 'ref-1', charge: 1 })
  // Late and repeated receipts are harmless: the first final state stays.
  await receipt(2)
  await receipt(5, 'LATE')
  await receipt(7)
  await app.query('select receipts_apply(100, 72)')
  expect(await states(app, message.id)).toEqual([7])
  await addsUp(app, message.id)
})

test('a statement that waited for the lock of a stop sees the stop', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const client = await app.system.pool.connect()
  await client.query('begin')
  await client.query('select 1 from chunk where message_id = $1 for update', [message.id])
  await client.query(`update chunk set state = 'closing' where message_id = $1`, [message.id])
  const waiting = step(app, chunk, 0, 2)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await client.query('commit')
  client.release()
  expect((await waiting).intent).toEqual([])
  expect(await states(app, message.id)).toEqual([8, 8])
})
