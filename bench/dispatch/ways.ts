import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { Pool } from 'undici'
import { type BenchAccount, IN_FLIGHT, SENDER, type Stage } from './stage.ts'

/** Recipients a second; every way makes the same requests. */
type Rate = number

/** The requests with nothing behind them: what no sender can be faster than. */
export async function bareLoop(url: string, count: number): Promise<Rate> {
  const pool = new Pool(url, { connections: IN_FLIGHT, pipelining: 1 })
  const began = performance.now()
  let next = 0
  const loop = async () => {
    while (next < count) JSON.parse(await request(pool, next++))
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, loop))
  const rate = (count / (performance.now() - began)) * 1000
  await pool.close()
  return rate
}

/** Jobs that one fetch of the library takes. */
const QUEUE_BATCH = 50

/**
 * What a queue library offers: a job for every recipient, fetched by fifties so that its polling costs nothing.
 * `finished`: each job as soon as its answer has come, with the answer, so that a crash repeats no more than what is in
 * flight; or fifty at once, which is cheaper, keeps no answer, and texts up to fifty people again.
 */
export async function jobPerRecipient(
  { fastUrl, url, database }: Stage,
  count: number,
  finished: 'alone' | 'by fifties',
): Promise<Rate> {
  const boss = new PgBoss({ connectionString: url, schema: 'bench_queue', max: 16 })
  // On a busy machine a loop waits in vain for a connection; it tries again by itself.
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('sms')
  for (let from = 0; from < count; from += 5000)
    await boss.insert(
      'sms',
      Array.from({ length: Math.min(5000, count - from) }, (_, i) => ({ data: { n: from + i } })),
    )
  const pool = new Pool(fastUrl, { connections: IN_FLIGHT, pipelining: 1 })
  const send = async ({ id, data }: { id: string; data: { n: number } }) => {
    const answer = JSON.parse(await request(pool, data.n))
    if (finished === 'alone') await boss.complete('sms', id, answer)
  }
  const began = performance.now()
  const loop = async () => {
    for (;;) {
      const jobs = await boss.fetch<{ n: number }>('sms', { batchSize: QUEUE_BATCH })
      if (jobs.length === 0) return
      await Promise.all(jobs.map(send))
      if (finished === 'by fifties')
        await boss.complete(
          'sms',
          jobs.map(({ id }) => id),
        )
    }
  }
  // As many in flight as the others have, and some more being fetched meanwhile.
  await Promise.all(Array.from({ length: Math.ceil(IN_FLIGHT / QUEUE_BATCH) + 2 }, loop))
  const rate = (count / (performance.now() - began)) * 1000
  await boss.stop({ graceful: true })
  await database.pool.query('drop schema bench_queue cascade')
  await pool.close()
  return rate
}

const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' }

/** As Send-2 takes it, which takes one number a request. */
async function request(pool: Pool, n: number): Promise<string> {
  const phone = `+6681${String(n).padStart(7, '0')}`
  const body = JSON.stringify({ phone, text: 'Hello from the bench', sender: Number(SENDER) })
  const answer = await pool.request({ method: 'POST', path: '/v1/message', headers, body })
  return answer.body.text()
}

/** A planned message, from the moment at which it may leave to the last stored outcome. */
export async function longwave({ database }: Stage, account: BenchAccount, count: number): Promise<Rate> {
  const id = await planned(database.pool, account, count)
  await database.pool.query(`update message set state = 'scheduled', due_at = now() where id = $1`, [id])
  for (;;) {
    const { rows } = await database.pool.query(
      `select state, extract(epoch from finished_at - started_at)::float8 as seconds,
         (select sum(accepted)::int from chunk where message_id = $1) as accepted from message where id = $1`,
      [id],
    )
    const [row] = rows
    if (row.state === 'sent') {
      if (row.accepted !== count) throw new Error(`${row.accepted} of ${count} were accepted`)
      return count / row.seconds
    }
    if (row.state !== 'scheduled' && row.state !== 'sending') throw new Error(`the message is ${row.state}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Rows as the planner writes them; bench/plan.ts measures how long that takes. */
async function planned(pool: pg.Pool, account: BenchAccount, count: number): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0')
    const id = await insertMessage(client, account, count)
    await client.query('select ensure_recipient_partition($1)', [id])
    await client.query(
      `insert into recipient (message_id, seq, state, charge, parts, price, row_no, updated_at, msisdn)
       select $1, n, 0, 0, 1, 1000, n, now(), '6681' || lpad(n::text, 7, '0') from generate_series(1, $2::int) n`,
      [id, count],
    )
    await client.query(
      `insert into chunk (message_id, chunk_no, account_id, sender_id, last_seq, state, priority, scan_from, queued, by_reference)
       select $1, no, $2, $3, least((no + 1) * 1000, $4::int), 'waiting', 2, no * 1000 + 1, least(1000, $4::int - no * 1000), $5
       from generate_series(0, ($4::int - 1) / 1000) no`,
      [id, account.id, account.senderId, count, account.byReference],
    )
    await client.query(
      `insert into ledger_entry (kind, from_book, to_book, amount, message_id) values ('hold', 'available', 'held', $2, $1)`,
      [id, count * 1000],
    )
    await client.query('commit')
    await client.query('vacuum analyze chunk')
    return id
  } finally {
    client.release()
  }
}

async function insertMessage(client: pg.PoolClient, account: BenchAccount, count: number): Promise<number> {
  const { rows } = await client.query(
    `insert into message (user_id, origin, state, content, account_id, sender_id, sender_value, plan_epoch, confirmed_at,
       planned_at, due_at, total, hold, open_chunks, parts, priority, era)
     select u.id, 'api', 'scheduled', 'Hello from the bench', $1, $2, $4, 1, now(), now(), now() + interval '1 day',
       $3::int, $3::bigint * 1000, ($3::int + 999) / 1000, $3::int, 2, i.era
     from app_user u, installation i returning id`,
    [account.id, account.senderId, count, account.sender],
  )
  return rows[0].id
}
