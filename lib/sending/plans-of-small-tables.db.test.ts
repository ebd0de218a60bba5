import pg from 'pg'
import { expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { claim, sending, step } from '#test/sending.ts'
import { outcomeKind } from './store-dispatch.ts'

const app = product(() => 'http://127.0.0.1:9')

const unknown = (seqs: readonly number[]) =>
  seqs.map((seq) => ({ seq, kind: outcomeKind.unknown, reason: 'TIMEOUT' }))

/** A message of whose three people nobody knows. */
async function doubtful(): Promise<number> {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 3)
  await step(app, chunk, at, 0, unknown([1, 2, 3]))
  return message.id
}

/** Twenty more chunks of a message, with a thousand people in doubt each. */
async function grow(messageId: number): Promise<void> {
  await app.query(
    `insert into chunk (message_id, chunk_no, account_id, sender_id, state, last_seq, scan_from, unknown)
     select message_id, n, account_id, sender_id, 'done', (n + 1) * 1000, n * 1000 + 1, 1000
     from chunk, generate_series(1, 20) n where message_id = $1 and chunk_no = 0`,
    [messageId],
  )
  await app.query(
    `insert into recipient (message_id, seq, msisdn, state, charge, parts, price, updated_at)
     select $1, n, (254700000000 + n)::text, 1, 0, 1, 0, now() from generate_series(1001, 21000) n`,
    [messageId],
  )
}

/** Rows of a table that this transaction has read so far. */
async function rowsRead(connection: pg.Pool | pg.PoolClient, table: string): Promise<number> {
  const { rows } = await connection.query(
    'select (idx_tup_fetch + seq_tup_read)::int as read from pg_stat_xact_user_tables where relname = $1',
    [table],
  )
  return rows[0].read
}

test('a connection that has worked on small messages reads no more of a big one than what is asked about', async () => {
  const connection = await app.system.pool.connect()
  try {
    const resolve = (id: number, chunkNo: number, seqs: readonly number[]) =>
      connection.query('select chunk_resolve($1, $2, $3, $4, $5, $6)', [
        id,
        chunkNo,
        seqs,
        seqs.map(() => 1),
        seqs.map((seq) => `ref-${id}-${seq}`),
        seqs.map(() => null),
      ])
    const report = async (id: number, seqs: readonly number[]) => {
      await connection.query(
        `insert into receipt (account_id, reference, state, raw)
         select k.account_id, r, 7, '' from chunk k, unnest($2::text[]) r where k.message_id = $1 and k.chunk_no = 0`,
        [id, seqs.map((seq) => `ref-${id}-${seq}`)],
      )
      await connection.query('select receipts_apply(1000, 24)')
    }
    // From the sixth time on a connection keeps a plan that fits what it has seen.
    for (let n = 0; n < 8; n++) {
      const id = await doubtful()
      await resolve(id, 0, [1, 2])
      await report(id, [1, 2])
      await app.query('analyze receipt')
    }
    const id = await doubtful()
    await grow(id)
    await app.query(
      `insert into receipt (account_id, reference, state, raw, next_attempt_at)
       select account_id, 'earlier-' || n, 7, '', null from chunk, generate_series(1, 20000) n
       where message_id = $1 and chunk_no = 0`,
      [id],
    )
    const seqs = Array.from({ length: 100 }, (_, i) => 5001 + i)
    await connection.query('begin')
    await resolve(id, 5, seqs)
    await report(id, seqs)
    const recipients = await rowsRead(connection, 'recipient_0')
    const receipts = await rowsRead(connection, 'receipt')
    await connection.query('rollback')
    expect(recipients).toBeGreaterThan(100)
    // Some statements read them more than once; of both there are twenty thousand.
    expect(recipients).toBeLessThan(seqs.length * 20)
    expect(receipts).toBeLessThan(seqs.length * 20)
  } finally {
    connection.release()
  }
})

test('of a long list of suppressions no more is read for an intent than its people, also where the list was short', async () => {
  const alone = new pg.Pool({ ...app.system.pool.options, max: 1 })
  const worker = { system: { ...app.system, pool: alone } }
  const suppress = (from: number, to: number) =>
    app.query(
      `insert into suppression (key, msisdn, reason)
       select suppression_key(n.msisdn), n.msisdn, 'imported'
       from (select (254110000000 + n)::text as msisdn from generate_series($1::int, $2::int) n) n`,
      [from, to],
    )
  try {
    await suppress(1, 5)
    await app.query('analyze suppression')
    for (let n = 0; n < 8; n++) await step(worker, await claim(worker, await sending(app, 3)), 0, 3)
    await suppress(6, 20_000)
    const chunk = await claim(worker, await sending(app, 50))
    await alone.query('begin')
    const { intent } = await step(worker, chunk, 0, 50)
    const read = await rowsRead(alone, 'suppression')
    await alone.query('rollback')
    expect(intent).toHaveLength(50)
    expect(read).toBeLessThan(500)
  } finally {
    await alone.end()
  }
})

test('of a batch of receipts each chunk reads its own', async () => {
  const id = await doubtful()
  await grow(id)
  const batch = 400
  await app.query(
    `insert into receipt (account_id, our_reference, state, raw)
     select m.account_id, m.era || '.' || m.id || '.' || (1000 + n * 50), 7, '' from message m, generate_series(1, $2::int) n
     where m.id = $1`,
    [id, batch],
  )
  const connection = await app.system.pool.connect()
  try {
    await connection.query('begin')
    await connection.query('select receipts_apply(1000, 24)')
    const receipts = await rowsRead(connection, 'receipt')
    await connection.query('commit')
    const { rows } = await connection.query(
      'select sum(delivered)::int as delivered from chunk where message_id = $1',
      [id],
    )
    expect(rows[0].delivered).toBe(batch)
    // Of its twenty chunks each would read all of them.
    expect(receipts).toBeLessThan(batch * 15)
  } finally {
    connection.release()
  }
})
