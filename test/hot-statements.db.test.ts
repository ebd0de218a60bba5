import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'

/** Runs once per sub-batch, or once per chunk: what a database that is distributed by message has to find on one node. */
const hot = [
  'chunk_claim',
  'chunk_step',
  'chunk_renew',
  'chunk_choose',
  'chunk_write_outcomes',
  'chunk_write_receipts',
  'chunk_settle_down',
  'chunk_store',
  'chunk_post',
  'message_close_chunk',
  'message_finish',
  'message_lease',
]
/** Small tables that every node would hold whole. */
const everywhere = ['suppression', 'installation', 'account']

const database = testDatabase()

async function statementsOf(name: string): Promise<string[]> {
  const [row] = await database.query<{ body: string }>(
    'select prosrc as body from pg_proc where proname = $1',
    [name],
  )
  const body = (row?.body ?? '').replaceAll(/--[^\n]*/g, '')
  return body.split(';').filter((statement) => /\b(from|into|update|delete from)\s+[a-z_]+/i.test(statement))
}

const tables = async () =>
  (
    await database.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
    )
  ).map(({ name }) => name)

/** The statement reads or writes one of our tables that is not small. */
const touches = (statement: string, names: readonly string[]) =>
  names.some(
    (name) =>
      !everywhere.includes(name) &&
      new RegExp(`\\b(from|join|update|into)\\s+${name}\\b`, 'i').test(statement),
  )

test.each(hot)('every statement of %s that touches a table names the message', async (name) => {
  const statements = await statementsOf(name)
  const names = await tables()
  expect(await database.query('select from pg_proc where proname = $1', [name])).toHaveLength(1)
  for (const statement of statements.filter((one) => touches(one, names)))
    expect(statement).toMatch(/message_id|\bm\.id = (p_message_id|c\.message_id)|where id = p_message_id/)
})

test('a statement that does not name it would be noticed', async () => {
  expect(touches('update recipient set state = 1 where seq = 3', await tables())).toBe(true)
})
