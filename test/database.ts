import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'

export type TestDatabase = {
  /** Its address; valid from the first `beforeAll` of the file on. */
  url: string
  /** One statement on a connection of its own, for looking at rows past the product. */
  query: <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>
}

/**
 * A database of its own for the test file (or `describe`) that calls it, with every migration applied, or wholly empty
 * where `template0` is asked for. It is dropped at the end.
 */
export function testDatabase(
  template: 'template_migrated' | 'template0' = 'template_migrated',
): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(inject('databaseServer'))
  url.pathname = `/${name}`
  beforeAll(() => onServer(`create database ${name} template ${template}`))
  // Whatever a failed test left connected is thrown out: it must not hide the failure behind another one.
  afterAll(() => onServer(`drop database if exists ${name} with (force)`))
  return {
    url: url.href,
    query: (sql, values) => withClient(url.href, async (client) => (await client.query(sql, values)).rows),
  }
}

const onServer = (sql: string) =>
  withClient(inject('databaseServer'), async (client) => {
    await client.query(sql)
  })

async function withClient<T>(connectionString: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
