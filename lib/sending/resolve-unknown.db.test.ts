import { expect, test } from 'vitest'
import type { ReceiptQuery } from '#lib/providers/provider.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, doubtful, sending, states, step } from '#test/sending.ts'
import type { Line } from './dispatch-chunk.ts'
import { resolveUnknown } from './resolve-unknown.ts'
import { outcomeKind } from './store-dispatch.ts'

const app = product(() => 'http://127.0.0.1:9')
const { unknown } = outcomeKind

/** A line whose provider lists past sends and answers as told. */
const lineThat = (findSent: NonNullable<Line['connection']['findSent']>) => async (): Promise<Line> => {
  const [row] = await app.query<{ id: number }>('select id from account')
  const capabilities = { lookup: true, lookupDelayMs: 1000, timeoutMs: 30_000 }
  return {
    account: { id: row?.id, capabilities },
    connection: { findSent },
  } as unknown as Line
}

test('a look-up waits until no request can be on its way, and then says what became of whom', async () => {
  const message = await doubtful(app)
  const asked: string[] = []
  const line = lineThat(async (queries) => {
    asked.push(...queries.map((q) => q.ourReference))
    return queries.map((q) =>
      q.ourReference.endsWith('.2') ? { kind: 'sent', reference: 'found' } : { kind: 'not_sent' },
    )
  })
  await resolveUnknown(app.system, line, () => false)
  expect(asked).toEqual([])
  await app.query(
    `update recipient set updated_at = updated_at - interval '2 minutes' where message_id = $1`,
    [message.id],
  )
  await app.query('update chunk set lookup_at = null where message_id <> $1 or true', [message.id])
  await resolveUnknown(app.system, line, () => false)
  expect(asked).toContain(`testera1.${message.id}.2`)
  expect(await states(app, message.id)).toEqual([2, 2, 3])
  await addsUp(app, message.id)
})

/** Long ago, so that nothing is on its way any more. */
const longAgo = async (id: number) => {
  await app.query(`update recipient set updated_at = updated_at - interval '2 hours' where message_id = $1`, [
    id,
  ])
  await app.query(
    'update chunk set lookup_at = case when message_id = $1 then null else now() + interval $$1 day$$ end',
    [id],
  )
}

test('what a worker left behind is looked up from the time of its intent on, under the reference that was named, with its text', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 2)
  const [given] = await app.query<{ at: Date }>('select intent_at as at from chunk where message_id = $1', [
    message.id,
  ])
  await app.query(`update chunk set lease_until = now() - interval '1 second' where message_id = $1`, [
    message.id,
  ])
  await claim(app, message, 'w2')
  // The first worker's answer comes after all, and names what it cannot vouch for.
  await step(app, chunk, at, 0, [{ seq: 1, kind: unknown, reason: 'CODE_1005', reference: 'named' }])
  expect(await states(app, message.id)).toEqual([1, 1])
  await longAgo(message.id)
  const asked: ReceiptQuery[] = []
  await resolveUnknown(
    app.system,
    lineThat(async (queries) => {
      asked.push(...queries)
      return queries.map(() => ({ kind: 'silent' }))
    }),
    () => false,
  )
  asked.sort((a, b) => a.ourReference.localeCompare(b.ourReference))
  const sentAt = new Date((given?.at.getTime() ?? 0) - 2 * 3_600_000)
  expect(asked).toMatchObject([
    {
      reference: 'named',
      sentAt,
      sender: 'REHEARSAL',
      text: 'Hello',
      ourReference: `testera1.${message.id}.1`,
    },
    { reference: null, sentAt, sender: 'REHEARSAL', text: 'Hello' },
  ])
  const [after] = await app.query(
    'select lookups, lookup_at > now() + interval $$1 minute$$ as later from chunk where message_id = $1',
    [message.id],
  )
  expect(after).toEqual({ lookups: 1, later: true })
})

test('a look-up asks within the rate that sending shares; whoever it did not come to is asked about at once', async () => {
  const message = await doubtful(app)
  await longAgo(message.id)
  const paidUntil = async () => {
    const [row] = await app.query<{ at: Date }>('select tokens_until as at from account_pace')
    return row?.at.getTime() ?? 0
  }
  await app.query('update account set rate_per_second = 2, not_before = null')
  const answers: boolean[] = []
  const line = lineThat(async (queries, mayAsk) => {
    for (let n = 0; n < 4; n += 1) answers.push(await mayAsk())
    return queries.map(() => ({ kind: 'silent' }))
  })
  const began = Date.now()
  await resolveUnknown(app.system, line, () => false)
  expect(answers).toEqual([true, true, true, true])
  expect((await paidUntil()) - began).toBeGreaterThan(900)
  await app.query('update chunk set lookups = 0, lookup_at = null where message_id = $1', [message.id])
  await resolveUnknown(app.system, line, () => true)
  expect(answers.slice(4)).toEqual([false, false, false, false])
  const [row] = await app.query(
    'select lookups, lookup_at <= clock_timestamp() as due from chunk where message_id = $1',
    [message.id],
  )
  expect(row).toEqual({ lookups: 0, due: true })
})

test('a past send that another recipient is known by is no evidence, and one of two that would do for both neither', async () => {
  const known = await doubtful(app)
  const message = await doubtful(app)
  const [row] = await app.query<{ to: string }>(
    'select msisdn as to from recipient where message_id = $1 and seq = 1',
    [known.id],
  )
  await app.query('update recipient set msisdn = $2 where message_id = $1 and seq = 2', [message.id, row?.to])
  await longAgo(message.id)
  await resolveUnknown(
    app.system,
    lineThat(async (queries) =>
      queries.map((q) => ({ kind: 'sent', reference: q.to === row?.to ? `r${known.id}` : 'free' })),
    ),
    () => false,
  )
  expect(await states(app, message.id)).toEqual([2, 1, 2])
  await addsUp(app, message.id)
})
