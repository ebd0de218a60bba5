import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { openDatabase } from './database.ts'

const { query, url } = testDatabase()

test('a connection that breaks while it is in use fails its statement and nothing else', async () => {
  const { pool, close } = openDatabase(url, { max: 1 })
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  // Between two statements nobody waits for an answer: then the end is told as an event, which must not go unheard.
  const told = new Promise((resolve) => client.once('end', resolve))
  await query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await told
  await expect(client.query('select 1')).rejects.toThrow()
  client.release(true)
  expect((await pool.query<{ n: number }>('select 1 as n')).rows).toEqual([{ n: 1 }])
  await close()
})
