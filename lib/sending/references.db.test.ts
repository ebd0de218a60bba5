import type pg from 'pg'
import { expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { claim, sending, states, step } from '#test/sending.ts'
import { outcomeKind } from './store-dispatch.ts'
import { insertReceipts } from './store-receipts.ts'

const app = product(() => 'http://127.0.0.1:9')
const receipt = { state: 'delivered', reason: null, at: null, raw: '' } as const

/** Rows of recipients that this connection has changed, and how many of them stayed in their place. */
async function changes(connection: pg.PoolClient): Promise<{ all: number; inPlace: number }> {
  const { rows } = await connection.query(
    `select coalesce(sum(n_tup_upd), 0)::int as all, coalesce(sum(n_tup_hot_upd), 0)::int as "inPlace"
     from pg_stat_xact_user_tables where relname like 'recipient%'`,
  )
  return rows[0]
}

/**
 * A whole intent is accepted, its parts counted as they were planned; answers how many rows were changed for that, and how
 * many of them stayed in their place.
 */
async function acceptIntent(byReference: boolean): Promise<{ id: number; changed: number; inPlace: number }> {
  const message = await sending(app, 100)
  await app.query('update chunk set by_reference = $2 where message_id = $1', [message.id, byReference])
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 100)
  const seqs = Array.from({ length: 100 }, (_, n) => n + 1)
  const connection = await app.system.pool.connect()
  try {
    await connection.query('begin')
    const before = await changes(connection)
    await connection.query('select chunk_step($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 15000, true)', [
      ...[message.id, chunk.chunkNo, chunk.epoch, at, seqs, seqs.map(() => outcomeKind.accepted)],
      ...[seqs.map((seq) => `${message.id}-${seq}`), seqs.map(() => null), seqs.map(() => 1)],
    ])
    const after = await changes(connection)
    await connection.query('commit')
    return { id: message.id, changed: after.all - before.all, inPlace: after.inPlace - before.inPlace }
  } finally {
    connection.release()
  }
}

const reported = async (id: number) => {
  const [account] = await app.query<{ id: number }>('select id from account')
  await insertReceipts(app.system.pool, account?.id ?? 0, [{ ...receipt, reference: `${id}-3` }])
  await app.query('select receipts_apply(100, 72)')
  return (await states(app, id))[2]
}

test('storing outcomes changes rows in their place, unless they are searched by the provider reference', async () => {
  const own = await acceptIntent(false)
  expect(own).toMatchObject({ changed: 100, inPlace: 100 })
  const searched = await acceptIntent(true)
  expect(searched).toMatchObject({ changed: 100, inPlace: 0 })
  // 7 is delivered; nobody finds by a reference what is not searched by it.
  expect(await reported(searched.id)).toBe(7)
  expect(await reported(own.id)).toBe(2)
})
