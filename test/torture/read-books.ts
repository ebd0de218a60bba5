import type pg from 'pg'
import { recipientStates } from '#lib/messages/rules.ts'
import type { Providers } from './providers.ts'
import type { Account } from './site.ts'
import type { Books, Received } from './snapshots.ts'

/** Everything that the auditor compares, read in one snapshot of the database. */
export async function readBooks(pool: pg.Pool): Promise<Books> {
  return inTransaction(pool, 'begin isolation level repeatable read read only', async (client) => {
    const rows = async <T>(sql: string): Promise<T[]> => (await client.query(sql)).rows as T[]
    return {
      sendingOff:
        (await rows<{ off: string | null }>('select sending_off as off from installation'))[0]?.off ?? null,
      messages: await rows<Books['messages'][0]>(
        `select id, uuid, state, total, hold, open_chunks as "openChunks" from message`,
      ),
      chunks: await rows<Books['chunks'][0]>(
        `select message_id as "messageId", chunk_no as "chunkNo", state, cardinality(intent) as intent,
           array[${recipientStates.join(', ')}] as counters, settled, refunded,
           posted_settled as "postedSettled", posted_refunded as "postedRefunded" from chunk`,
      ),
      recipients: await rows<Books['recipients'][0]>(
        `select r.message_id as "messageId", r.seq, r.msisdn, k.account_id as "accountId", r.state, r.charge, r.price
         from recipient r join chunk k on k.message_id = r.message_id and k.chunk_no = (r.seq - 1) / 1000`,
      ),
      entries: await rows<Books['entries'][0]>(
        `select kind, from_book as "fromBook", to_book as "toBook", amount, message_id as "messageId",
           chunk_no as "chunkNo" from ledger_entry`,
      ),
      balances: Object.fromEntries(
        (await rows<{ name: string; balance: number }>('select name, balance from ledger_book')).map(
          ({ name, balance }) => [name, balance],
        ),
      ),
    }
  })
}

/** What was begun here and failed is rolled back: whoever gets the connection next would fail in its place. */
async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    const result = await run(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** What the providers' own recorders say. */
export async function readReceived(providers: Providers, accounts: readonly Account[]): Promise<Received> {
  const pairs = accounts.map(async ({ id, provider }) => [id, await providers.accepted(provider)] as const)
  return new Map(await Promise.all(pairs))
}

type FreeRow = { accountId: number; msisdn: string }

export type FreeRows = {
  rows: FreeRow[]
  /** How often people have let these messages go on until then. */
  resumed: number
}

/**
 * Rows of these messages whose request can only leave by an intent that is still to come: queued in no intent, or
 * cancelled. The chunks are locked first, so that a statement which is choosing an intent just now has committed it.
 */
export async function findFreeRows(pool: pg.Pool, uuid: string): Promise<FreeRows> {
  return inTransaction(pool, 'begin', async (client) => {
    await client.query(
      `select 1 from chunk where message_id = (select id from message where uuid = $1) order by chunk_no for update`,
      [uuid],
    )
    const { rows } = await client.query<FreeRow>(
      `select k.account_id as "accountId", r.msisdn from chunk k
       join recipient r on r.message_id = k.message_id and r.seq between k.chunk_no * 1000 + 1 and k.last_seq
       where k.message_id = (select id from message where uuid = $1)
         and (r.state = 8 or (r.state = 0 and r.seq <> all (k.intent)))`,
      [uuid],
    )
    return { rows, resumed: await countResumed(client, uuid) }
  })
}

/** How often people have let a message go on, asked after or not: a request may be carried out long after it was given up. */
export async function countResumed(db: Pick<pg.PoolClient, 'query'>, uuid: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from audit_entry where action = 'message.resume' and target = $1`,
    [`message:${uuid}`],
  )
  return rows[0]?.n ?? 0
}
