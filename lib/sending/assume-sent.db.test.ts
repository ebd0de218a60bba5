import { expect, test } from 'vitest'
import { getMessage } from '#lib/messages/get-message.ts'
import { previewResend, resendMessage } from '#lib/messages/resend-message.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, sending, states, step } from '#test/sending.ts'
import { assumeSent } from './assume-sent.ts'
import { outcomeKind } from './store-dispatch.ts'
import { findUnknown } from './store-doubts.ts'

const app = product(() => 'http://127.0.0.1:9')

/** A message of whose three people nobody knows; with `old` for long enough that a decision counts. */
async function doubtful(old = true): Promise<{ id: number; uuid: string }> {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 3)
  const outcomes = [1, 2, 3].map((seq) => ({ seq, kind: outcomeKind.unknown, reason: 'TIMEOUT' }))
  await step(app, chunk, at, 0, outcomes)
  if (old) await age(message.id)
  return message
}

const age = (id: number) =>
  app.query(`update recipient set updated_at = updated_at - interval '2 minutes' where message_id = $1`, [id])

const tooEarly = { code: 'CONFLICT', field: 'doubt' }

test('what a person takes for sent counts as accepted and is billed, one or all, and stands in the log', async () => {
  const message = await doubtful()
  expect(await assumeSent(app.operator, message.uuid, { seq: 2 })).toMatchObject({ changed: 1, left: 2 })
  expect(await states(app, message.id)).toEqual([1, 2, 1])
  expect(await assumeSent(app.operator, message.uuid)).toMatchObject({ changed: 2, left: 0 })
  expect(await states(app, message.id)).toEqual([2, 2, 2])
  await expect(assumeSent(app.operator, message.uuid)).rejects.toMatchObject(tooEarly)
  await addsUp(app, message.id)
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({ settled: 3, counts: { accepted: 3 } })
  const log = await app.query(
    `select details from audit_entry where action = 'message.assume-sent' order by id`,
  )
  expect(log.map(({ details }) => details)).toEqual([{ people: 1 }, { people: 2 }])
})

test('nobody decides while a request may still be on its way', async () => {
  const message = await doubtful(false)
  await expect(assumeSent(app.operator, message.uuid)).rejects.toMatchObject(tooEarly)
  const again = resendMessage(app.operator, message.uuid, { kinds: ['unknown'], origin: 'api' })
  await expect(again).rejects.toMatchObject({ code: 'NO_VALID_NUMBERS' })
  expect(await states(app, message.id)).toEqual([1, 1, 1])
})

test('an account that waits less for its provider by now does not shorten the doubt about a request of before', async () => {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 3, [], 180_000)
  await step(
    app,
    chunk,
    at,
    0,
    [1, 2, 3].map((seq) => ({ seq, kind: outcomeKind.unknown, reason: 'TIMEOUT' })),
  )
  await age(message.id)
  await expect(assumeSent(app.operator, message.uuid)).rejects.toMatchObject(tooEarly)
  const again = resendMessage(app.operator, message.uuid, { kinds: ['unknown'], origin: 'api' })
  await expect(again).rejects.toMatchObject({ code: 'NO_VALID_NUMBERS' })
  expect(await findUnknown(app.system.pool, { ...chunk, lookups: 0 }, 1000)).toEqual([])
  await age(message.id)
  expect(await findUnknown(app.system.pool, { ...chunk, lookups: 0 }, 1000)).toHaveLength(3)
  expect(await assumeSent(app.operator, message.uuid)).toMatchObject({ changed: 3 })
})

test('sending again to those in doubt is a new message, to each once, and what is learned of the old rows still counts', async () => {
  const message = await doubtful()
  expect(await previewResend(app.operator, message.uuid, { kinds: ['unknown'], seqs: [3] })).toMatchObject({
    valid: 1,
  })
  const one = await resendMessage(app.operator, message.uuid, {
    kinds: ['unknown'],
    seqs: [3],
    origin: 'api',
  })
  expect(one.total).toBe(1)
  const rest = await resendMessage(app.operator, message.uuid, { kinds: ['unknown'], origin: 'api' })
  expect(rest.total).toBe(2)
  const nobody = resendMessage(app.operator, message.uuid, { kinds: ['unknown'], origin: 'api' })
  await expect(nobody).rejects.toMatchObject({ code: 'NO_VALID_NUMBERS' })
  expect(await states(app, message.id)).toEqual([1, 1, 1])
  await app.query(`select chunk_resolve($1, 0, '{1,2}', '{1,2}', '{NULL,NULL}', '{NULL,NOT_SENT}')`, [
    message.id,
  ])
  expect(await states(app, message.id)).toEqual([2, 3, 1])
  await addsUp(app, message.id)
  const log = await app.query(
    `select details->>'as' as made from audit_entry where action = 'message.send-again' order by id`,
  )
  expect(log.map(({ made }) => made)).toEqual([one.uuid, rest.uuid])
})

test("another operator's doubt is not theirs to decide", async () => {
  const message = await doubtful()
  const { actor } = app.operator
  const stranger = { ...app.operator, actor: { ...actor, userId: 99 } as typeof actor }
  await expect(assumeSent(stranger, message.uuid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a hundred thousand in doubt are decided about in parts, and meanwhile the ledger is free for others', async () => {
  const message = await doubtful()
  await app.query(
    `insert into chunk (message_id, chunk_no, account_id, sender_id, state, last_seq, scan_from, unknown)
     select message_id, n, account_id, sender_id, 'done', (n + 1) * 1000, n * 1000 + 1, 1000
     from chunk, generate_series(1, 100) n where message_id = $1 and chunk_no = 0`,
    [message.id],
  )
  await app.query(
    `insert into recipient (message_id, seq, msisdn, state, charge, parts, price, updated_at)
     select $1, n, (254700000000 + n)::text, 1, 0, 1, 0, clock_timestamp() - interval '1 hour'
     from generate_series(1001, 101000) n`,
    [message.id],
  )
  expect(await assumeSent(app.operator, message.uuid)).toMatchObject({ changed: 100_003, left: 0 })
  const log = await app.query<{ people: number }>(
    `select (details->>'people')::int as people from audit_entry where action = 'message.assume-sent' and target = $1`,
    [`message:${message.uuid}`],
  )
  expect(Math.max(...log.map(({ people }) => people))).toBe(20_000)
  expect(log.reduce((sum, { people }) => sum + people, 0)).toBe(100_003)
})
