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
    }
    const id = await doubtful()
    await grow(id)
    const seqs = Array.from({ length: 100 }, (_, i) => 5001 + i)
    await connection.query('begin')
    await resolve(id, 5, seqs)
    await report(id, seqs)
    const { rows } = await connection.query(
      `select (idx_tup_fetch + seq_tup_read)::int as read from pg_stat_xact_user_tables where relname = 'recipient_0'`,
    )
    await connection.query('rollback')
    expect(rows[0].read).toBeGreaterThan(100)
    // Some statements read them more than once; the message has twenty thousand.
    expect(rows[0].read).toBeLessThan(seqs.length * 20)
  } finally {
    connection.release()
  }
})
