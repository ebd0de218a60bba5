import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { migrate } from './migrate.ts'

describe('migrations', () => {
  const database = testDatabase('template0')
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longwave-migrations-'))
  })
  afterEach(async () => {
    rmSync(dir, { recursive: true, force: true })
    await database.query('drop schema public cascade; create schema public')
  })

  function add(name: string, sql: string): string {
    mkdirSync(join(dir, name), { recursive: true })
    writeFileSync(join(dir, name, 'migration.sql'), sql)
    return createHash('sha256').update(sql).digest('hex')
  }
  const booked = () => database.query('select * from _prisma_migrations order by started_at, migration_name')

  test('are applied in the order of their names, each once', async () => {
    add('20260102_b', 'insert into t values (2)')
    add('20260101_a', 'create table t (n int); insert into t values (1)')
    expect(await migrate(database.url, dir)).toEqual(['20260101_a', '20260102_b'])
    expect(await migrate(database.url, dir)).toEqual([])
    add('20260103_c', 'insert into t values (3)')
    expect(await migrate(database.url, dir)).toEqual(['20260103_c'])
    expect(await database.query('select n from t')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  test('are booked as prisma migrate deploy books them', async () => {
    const checksum = add('20260101_a', 'create table t (n int);\n')
    await migrate(database.url, dir)
    expect(await booked()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        checksum,
        finished_at: expect.any(Date),
        migration_name: '20260101_a',
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Date),
        applied_steps_count: 1,
      },
    ])
    const columns = await database.query(
      `select column_name, data_type, character_maximum_length as length, is_nullable, column_default
       from information_schema.columns where table_name = '_prisma_migrations' order by ordinal_position`,
    )
    expect(columns.map((column) => Object.values(column).join(' ').trim())).toEqual([
      'id character varying 36 NO',
      'checksum character varying 64 NO',
      'finished_at timestamp with time zone  YES',
      'migration_name character varying 255 NO',
      'logs text  YES',
      'rolled_back_at timestamp with time zone  YES',
      'started_at timestamp with time zone  NO now()',
      'applied_steps_count integer  NO 0',
    ])
  })

  test('one that fails changes nothing, is booked as failed, and stops every later run with the way out', async () => {
    add('20260101_a', 'create table t (n int)')
    add('20260102_b', 'insert into t values (1); insert into missing values (1)')
    await expect(migrate(database.url, dir)).rejects.toThrow(
      'The migration 20260102_b failed: relation "missing"',
    )
    expect(await database.query('select n from t')).toEqual([])
    expect((await booked())[1]).toMatchObject({ finished_at: null, logs: expect.stringContaining('missing') })
    await expect(migrate(database.url, dir)).rejects.toThrow(
      /20260102_b failed on .*"missing".*rolled_back_at = now\(\)/s,
    )
    await database.query(
      `update _prisma_migrations set rolled_back_at = now() where migration_name = '20260102_b' and finished_at is null`,
    )
    add('20260102_b', 'insert into t values (1)')
    expect(await migrate(database.url, dir)).toEqual(['20260102_b'])
  })

  test('a row that prisma migrate deploy left unfinished stops the run too', async () => {
    add('20260101_a', 'create table t (n int)')
    await migrate(database.url, dir)
    await database.query('update _prisma_migrations set finished_at = null')
    await expect(migrate(database.url, dir)).rejects.toThrow('20260101_a failed on')
  })

  test('one that was changed after it was applied is refused', async () => {
    add('20260101_a', 'create table t (n int)')
    await migrate(database.url, dir)
    add('20260101_a', 'create table t (n bigint)')
    await expect(migrate(database.url, dir)).rejects.toThrow(
      '20260101_a was changed after it had been applied',
    )
  })

  test('a database of a newer version is refused', async () => {
    add('20260101_a', 'select 1')
    add('20260102_b', 'select 1')
    await migrate(database.url, dir)
    rmSync(join(dir, '20260102_b'), { recursive: true })
    await expect(migrate(database.url, dir)).rejects.toThrow(
      '20260102_b, which this version of Longwave does not know',
    )
  })

  test('many processes at once apply each once', async () => {
    for (let i = 1; i <= 5; i++) add(`2026010${i}_m`, `create table t${i} (n int); select pg_sleep(0.02)`)
    const runs = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url, dir)))
    expect(runs.flat()).toHaveLength(5)
    expect(await booked()).toHaveLength(5)
  })

  test('a process that is killed in the middle leaves nothing, and the next one begins anew', async () => {
    add('20260101_a', 'create table t (n int); select pg_sleep(30)')
    const run = migrate(database.url, dir).catch((error: unknown) => error)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const sleeping = `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`
    while ((await client.query(sleeping)).rowCount === 0)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await client.end()
    expect(await run).toBeInstanceOf(Error)
    expect(await booked()).toEqual([])
    add('20260101_a', 'create table t (n int)')
    expect(await migrate(database.url, dir)).toEqual(['20260101_a'])
  })

  test('one that ends its transaction is refused: a crash in it could not be undone', async () => {
    add('20260101_a', 'create table t (n int); commit; create table u (n int)')
    await expect(migrate(database.url, dir)).rejects.toThrow('it ends the transaction')
  })

  test('a database that is not there is said, without its password', async () => {
    add('20260101_a', 'select 1')
    const error = await migrate('postgresql://longwave:hunter2@127.0.0.1:1/lw', dir).catch((e: unknown) => e)
    expect(String(error)).toMatch(/The database lw at 127\.0\.0\.1:1 cannot be opened: .*ECONNREFUSED/)
    expect(String(error)).not.toContain('hunter2')
  })
})
