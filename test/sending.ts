import { expect } from 'vitest'
import { sendMessage } from '#lib/messages/send-message.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import * as protocol from '#lib/sending/store-dispatch.ts'

/** Plays workers statement by statement on a product's database, where no worker runs. */

const LEASE = 15_000
export type Outcome = Partial<protocol.RecordedOutcome> & {
  seq: number
  kind: protocol.RecordedOutcome['kind']
}
type Where = { system: RootCtx }

let next = 0
/** A message that is being sent to so many people, with the id that the statements need. */
export async function sending(
  app: Where & { operator: RootCtx },
  recipients: number,
): Promise<{ id: number; uuid: string }> {
  const list = Array.from({ length: recipients }, () => ({
    msisdn: `2547222${String(next++).padStart(5, '0')}`,
  }))
  const input = {
    content: 'Hello',
    variables: {},
    sender: 'REHEARSAL',
    source: { kind: 'list' as const, recipients: list },
  }
  const { uuid } = await sendMessage(app.operator, input, 'api')
  const { rows } = await app.system.pool.query('select id from message where uuid = $1', [uuid])
  const { id } = rows[0]
  // As with a provider whose receipts name nothing but its own reference.
  await app.system.pool.query('update chunk set by_reference = true where message_id = $1', [id])
  return { id, uuid }
}

export async function claim(
  app: Where,
  message: { id: number },
  worker = 'w1',
): Promise<protocol.ClaimedChunk> {
  const chunk = await protocol.claimChunk(app.system.pool, worker, LEASE, message.id)
  if (!chunk) throw new Error('nothing to claim')
  return chunk
}

export const step = (
  app: Where,
  chunk: protocol.ClaimedChunk,
  at: number,
  want: number,
  outcomes: Outcome[] = [],
  doubtMs = 0,
): Promise<protocol.StepResult> =>
  protocol.stepChunk(app.system.pool, chunk, {
    step: at,
    outcomes: outcomes.map((o) => ({ reference: null, reason: null, parts: null, network: null, ...o })),
    want,
    leaseMs: LEASE,
    release: want === 0,
    doubtMs,
  })

/** A message that is done: of its three people one was accepted, and of two nobody knows. */
export async function doubtful(app: Where & { operator: RootCtx }): Promise<{ id: number; uuid: string }> {
  const { accepted, unknown } = protocol.outcomeKind
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 3)
  await step(app, chunk, at, 0, [
    { seq: 1, kind: accepted, reference: `r${message.id}` },
    { seq: 2, kind: unknown, reason: 'TIMEOUT' },
    { seq: 3, kind: unknown, reason: 'TIMEOUT' },
  ])
  return message
}

export const seqs = (result: protocol.StepResult): number[] => result.intent.map((row) => row.seq)

export async function states(app: Where, id: number): Promise<number[]> {
  const { rows } = await app.system.pool.query(
    'select state from recipient where message_id = $1 order by seq',
    [id],
  )
  return rows.map((row) => row.state)
}

/** Whatever happened: counters are the rows, and every thousandth of the hold is where the rows say. */
export async function addsUp(app: Where, id: number): Promise<void> {
  const { rows } = await app.system.pool.query(
    `select (select jsonb_object_agg(state, n) from (select state, count(*) n from recipient where message_id = $1 group by state) s) as rows,
       (select jsonb_build_object('0', sum(queued), '1', sum(unknown), '2', sum(accepted), '3', sum(rejected), '4', sum(blocked),
         '5', sum(undelivered), '6', sum(expired), '7', sum(delivered), '8', sum(cancelled)) from chunk where message_id = $1) as counters,
       (select count(*) from recipient where message_id = $1 and state = 2 and reason = 'NO_RECEIPT')::int as silent_rows,
       (select sum(no_receipt) from chunk where message_id = $1)::int as silent,
       (select coalesce(sum(price) filter (where charge = 1), 0) from recipient where message_id = $1)::int as settled_rows,
       (select coalesce(sum(price) filter (where charge = 2), 0) from recipient where message_id = $1)::int as refunded_rows,
       (select sum(settled) from chunk where message_id = $1)::int as settled,
       (select sum(refunded) from chunk where message_id = $1)::int as refunded,
       (select coalesce(sum(amount) filter (where kind = 'settle'), 0) from ledger_entry where message_id = $1)::int as booked,
       (select coalesce(sum(amount) filter (where kind = 'refund'), 0) from ledger_entry where message_id = $1)::int as returned,
       (select bool_and(state = 'done') from chunk where message_id = $1) as done`,
    [id],
  )
  const [row] = rows
  const counters = Object.fromEntries(
    Object.entries(row.counters as Record<string, number>).filter(([, n]) => n > 0),
  )
  expect(counters).toEqual(row.rows)
  expect([row.settled, row.refunded, row.silent]).toEqual([
    row.settled_rows,
    row.refunded_rows,
    row.silent_rows,
  ])
  if (row.done) expect([row.booked, row.returned]).toEqual([row.settled, row.refunded])
}
