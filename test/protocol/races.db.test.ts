import type pg from 'pg'
import { expect, test } from 'vitest'
import { stopMessage } from '#lib/messages/control-message.ts'
import * as protocol from '#lib/messages/store-dispatch.ts'
import { product, until } from '../product.ts'
import { addsUp, claim, sending, seqs, states, step } from '../sending.ts'

/** Real sessions that wait for each other, where one statement reads what was before it waited. */
const app = product(() => 'http://127.0.0.1:9')

const waiting = () =>
  app.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`,
  )

/** Resolves when so many sessions wait for a lock. */
const untilWaiting = (n: number) => until(waiting, ([row]) => (row?.n ?? 0) >= n)

async function inSession<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await app.system.pool.connect()
  try {
    return await run(client)
  } finally {
    client.release(true)
  }
}

test('a step that has waited for a stop sees the stop, though it began before', async () => {
  const message = await sending(app, 4)
  const chunk = await claim(app, message)
  await inSession(async (client) => {
    await client.query('begin')
    await client.query('select 1 from chunk where message_id = $1 for update', [message.id])
    const late = step(app, chunk, 0, 2)
    await untilWaiting(1)
    await client.query(`update chunk set state = 'closing' where message_id = $1`, [message.id])
    await client.query('commit')
    expect(seqs(await late)).toEqual([])
  })
})

test('a step that has waited sees a suppression that was committed meanwhile', async () => {
  const message = await sending(app, 2)
  const chunk = await claim(app, message)
  const [row] = await app.query<{ msisdn: string }>(
    'select msisdn from recipient where message_id = $1 and seq = 1',
    [message.id],
  )
  await inSession(async (client) => {
    await client.query('begin')
    await client.query('select 1 from chunk where message_id = $1 for update', [message.id])
    const late = step(app, chunk, 0, 2)
    await untilWaiting(1)
    await app.query(
      `insert into suppression (key, msisdn, reason) values (suppression_key($1), $1, 'opt_out')`,
      [row?.msisdn],
    )
    await client.query('commit')
    expect(seqs(await late)).toEqual([2])
  })
  await stopMessage(app.operator, message.uuid)
})

test('a client that stands still inside its transaction holds up its own chunk and no other', async () => {
  const [stuck, other] = [await sending(app, 2), await sending(app, 2)]
  const chunk = await claim(app, stuck)
  await inSession(async (client) => {
    await client.query(`set idle_in_transaction_session_timeout = '400ms'`)
    client.on('error', () => undefined)
    await client.query('begin')
    const given = await protocol.stepChunk(client as unknown as pg.Pool, chunk, {
      ...{ step: 0, outcomes: [], want: 2, leaseMs: 15_000, release: false },
    })
    expect(seqs(given)).toEqual([1, 2])
    // Nobody takes what is locked, and everybody else goes on.
    expect(await protocol.claimChunk(app.system.pool, 'w2', 15_000, stuck.id)).toBeNull()
    expect(seqs(await step(app, await claim(app, other), 0, 2))).toEqual([1, 2])
    // The server throws it out; its intent was never committed, so its repetition is the first one.
    const again = await step(app, chunk, 0, 2)
    expect(seqs(again)).toEqual([1, 2])
    expect(again.orphans).toEqual([])
  })
  for (const message of [stuck, other]) await stopMessage(app.operator, message.uuid)
  expect(await states(app, stuck.id)).toEqual([0, 0])
})

test('of several workers that claim one chunk at once one gets it', async () => {
  const message = await sending(app, 1)
  const claims = await Promise.all(
    Array.from({ length: 6 }, (_, i) => protocol.claimChunk(app.system.pool, `w${i}`, 15_000, message.id)),
  )
  expect(claims.filter((one) => one !== null)).toHaveLength(1)
  await stopMessage(app.operator, message.uuid)
  await addsUp(app, message.id)
})
