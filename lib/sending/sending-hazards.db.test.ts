import { expect, test } from 'vitest'
import { pauseMessage, resumeMessage, stopMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, sending, seqs, states, step } from '#test/sending.ts'
import { toResult } from './outcomes.ts'
import * as protocol from './store-dispatch.ts'
import { insertReceipts } from './store-receipts.ts'

/** No worker runs here: the tests play the workers themselves, statement by statement. */
const app = product(() => 'http://127.0.0.1:9')
const { accepted, notSent } = protocol.outcomeKind

test('a worker whose lease has run out stores what it knows and gets nothing more', async () => {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 1)
  await app.query(
    `update chunk set lease_until = clock_timestamp() - interval '1 second' where message_id = $1`,
    [message.id],
  )
  const late = await step(app, chunk, first.step, 2, [{ seq: 1, kind: accepted }])
  expect(late).toMatchObject({ owns: false, intent: [] })
  expect(await states(app, message.id)).toEqual([2, 0, 0])
  // Nobody has to wait for the lease: it was let go.
  expect((await claim(app, message, 'w2')).epoch).toBeGreaterThan(chunk.epoch)
  await stopMessage(app.operator, message.uuid)
})

test('a statement of a released chunk that the network held back gives nobody an intent', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  await step(app, chunk, 0, 0)
  expect(await step(app, chunk, 0, 2)).toMatchObject({ owns: false, intent: [] })
  const [row] = await app.query('select intent, lease_until from chunk where message_id = $1', [message.id])
  expect(row).toEqual({ intent: [], lease_until: null })
  await stopMessage(app.operator, message.uuid)
})

test('a paused chunk is let go at once, so that resuming does not wait for a lease', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  await pauseMessage(app.operator, message.uuid)
  expect(await step(app, chunk, 0, 2)).toMatchObject({ owns: false, state: 'held' })
  await resumeMessage(app.operator, message.uuid)
  const again = await claim(app, message, 'w2')
  expect(seqs(await step(app, again, 0, 2))).toEqual([1, 2])
})

test('outside its hours a chunk gives nothing and is let go', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  await app.query(`update chunk set closes_at = clock_timestamp() where message_id = $1`, [message.id])
  expect(await step(app, chunk, 0, 2)).toMatchObject({ owns: false, state: 'open', queued: 2, intent: [] })
  expect(await protocol.claimChunk(app.system.pool, 'w2', 15_000, message.id)).toBeNull()
  await stopMessage(app.operator, message.uuid)
})

test('a lease left far in the future by a clock that was set back does not keep a chunk', async () => {
  const message = await sending(app, 1)
  await claim(app, message)
  await app.query(
    `update chunk set lease_until = clock_timestamp() + interval '1 hour' where message_id = $1`,
    [message.id],
  )
  expect((await claim(app, message, 'w2')).epoch).toBe(2)
  await stopMessage(app.operator, message.uuid)
})

test('what PostgreSQL could not hold does not keep an outcome from being stored', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 2)
  const { outcomes } = toResult([
    { seq: 1, outcome: { kind: 'accepted', reference: `a\0b\ud800${'x'.repeat(5000)}`, parts: 1e9 } },
    { seq: 2, outcome: { kind: 'refused', code: 'NO\0', reason: 'no', about: 'recipient' } },
  ])
  await step(app, chunk, first.step, 0, outcomes)
  expect(await states(app, message.id)).toEqual([2, 3])
  await addsUp(app, message.id)
})

test('one broken receipt does not keep the others from being taken', async () => {
  const message = await sending(app, 1)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 1)
  await step(app, chunk, first.step, 0, [{ seq: 1, kind: accepted, reference: 'good' }])
  const [account] = await app.query<{ id: number }>('select id from account')
  const broken = { state: 'delivered', reason: null, at: new Date(Number.NaN), raw: '\0' } as const
  await insertReceipts(app.system.pool, account?.id ?? 0, [
    { ...broken, reference: 'x\0', ourReference: 'testera1.99999999999999999999.1', parts: 1e9 },
    { ...broken, reference: null, ourReference: 'a.b.c', to: '\0' },
    { ...broken, reference: 'good' },
  ])
  await app.query('select receipts_apply(100, 72)')
  expect(await states(app, message.id)).toEqual([7])
})

test('receipts and endings that meet in the ledger do not lock each other out', async () => {
  const messages = await Promise.all(Array.from({ length: 14 }, () => sending(app, 1)))
  const [account] = await app.query<{ id: number }>('select id from account')
  const chunks = []
  for (const message of messages) {
    const chunk = await claim(app, message)
    const { step: at } = await step(app, chunk, 0, 1)
    chunks.push({ message, chunk, at })
  }
  // Ended, so that receipts about them book; every second one is still to be ended while that goes on.
  for (const { chunk, at } of chunks.filter((_, i) => i % 2 === 0))
    await step(app, chunk, at, 0, [{ seq: 1, kind: protocol.outcomeKind.unknown }])
  const receipts = chunks.map(({ message }) => ({
    reference: null,
    ourReference: `testera1.${message.id}.1`,
    state: 'delivered' as const,
    reason: null,
    raw: '',
    at: null,
  }))
  await insertReceipts(app.system.pool, account?.id ?? 0, receipts)
  await Promise.all([
    app.query('select receipts_apply(100, 72)'),
    ...chunks
      .filter((_, i) => i % 2 === 1)
      .toReversed()
      .map(({ chunk, at }) => step(app, chunk, at, 0, [{ seq: 1, kind: accepted }])),
  ])
  for (const message of messages) {
    expect(await states(app, message.id)).toEqual([7])
    await addsUp(app, message.id)
  }
})

test('a rate of less than one message a quarter second is kept, too', async () => {
  const [row] = await app.query<{ n: number }>(
    `select pace_tokens('-infinity', now(), 1, 1000) as n from generate_series(1, 1)`,
  )
  expect(row?.n).toBe(1)
  const [third] = await app.query<{ n: number }>(`select pace_tokens(now(), now(), 3, 1000) as n`)
  expect(third?.n).toBe(1)
})

test('two workers share the places in flight, and neither takes what the other uses', async () => {
  await app.query('delete from account_slot')
  await app.query('update account set rate_per_second = 10000, max_in_flight = 100')
  const [account] = await app.query<{ id: number }>('select id from account')
  const lease = (worker: string, inUse: number) =>
    protocol.leaseAccount(app.system.pool, account?.id ?? 0, worker, {
      tokens: 1,
      slots: 1000,
      inUse,
      leaseMs: 15_000,
    })
  expect((await lease('a', 0)).slots).toBe(100)
  expect((await lease('b', 0)).slots).toBe(0)
  expect((await lease('a', 70)).slots).toBe(50)
  expect((await lease('b', 0)).slots).toBe(30)
  expect((await lease('a', 10)).slots).toBe(50)
  expect((await lease('b', 30)).slots).toBe(50)
})

test('what surely did not leave is queued again and changes neither counters nor money', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const first = await step(app, chunk, 0, 2)
  await step(app, chunk, first.step, 0, [
    { seq: 1, kind: notSent },
    { seq: 2, kind: notSent },
  ])
  await addsUp(app, message.id)
  expect((await getMessage(app.operator, message.uuid)).counts.queued).toBe(2)
  await stopMessage(app.operator, message.uuid)
  await addsUp(app, message.id)
})

test.each([1000, 0])(
  'who was accepted and then rejected by a receipt makes the message sent, at a price of %i',
  async (price) => {
    const message = await sending(app, 2)
    await app.query('update recipient set price = $2 where message_id = $1', [message.id, price])
    const chunk = await claim(app, message)
    const first = await step(app, chunk, 0, 1)
    const second = await step(app, chunk, first.step, 1, [{ seq: 1, kind: accepted, reference: `r${price}` }])
    const [account] = await app.query<{ id: number }>('select id from account')
    const receipt = { reference: `r${price}`, state: 'rejected', reason: null, at: null, raw: '' } as const
    await insertReceipts(app.system.pool, account?.id ?? 0, [receipt])
    await app.query('select receipts_apply(100, 72)')
    await step(app, chunk, second.step, 0, [{ seq: 2, kind: protocol.outcomeKind.refused }])
    expect(await states(app, message.id)).toEqual([3, 3])
    expect(await app.query('select state from message where id = $1', [message.id])).toEqual([
      { state: 'sent' },
    ])
  },
)
