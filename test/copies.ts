import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createLogger } from '#lib/platform/log.ts'
import { type RunningPostgres, startPostgres } from '#lib/platform/postgres-supervisor.ts'

/** The ways in which a database comes to be there twice. */

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

const nameOf = (url: string) => new URL(url).pathname.slice(1)
const copyName = (url: string) => `${nameOf(url)}_${randomBytes(4).toString('hex')}`

const beside = (url: string, name: string) => {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.href
}

/** As `create database … template`: every file, under another database. Nobody may be connected to the original. */
export async function copyByTemplate(url: string): Promise<string> {
  const name = copyName(url)
  await withClient(inject('databaseServer'), (client) =>
    client.query(`create database ${name} template ${nameOf(url)}`),
  )
  return beside(url, name)
}

/** As a dump that is restored: a migrated database into which every row is copied. The original may be in use. */
export async function copyByRows(url: string): Promise<string> {
  const name = copyName(url)
  await withClient(inject('databaseServer'), (client) =>
    client.query(`create database ${name} template template_migrated`),
  )
  const copy = beside(url, name)
  await withClient(url, (from) => withClient(copy, (to) => copyRows(from, to)))
  return copy
}

async function copyRows(from: pg.Client, to: pg.Client): Promise<void> {
  // One snapshot, as pg_dump takes it, and no triggers, as its restore does.
  await from.query('begin isolation level repeatable read')
  await to.query(`set session_replication_role = 'replica'`)
  const { rows: tables } = await from.query<{ name: string; columns: string }>(
    `select c.oid::regclass::text as name, (select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '_prisma_migrations'`,
  )
  for (const { name, columns } of tables) {
    await to.query(`delete from ${name}`)
    const { rows } = await from.query(`select json_agg(t)::text as all from ${name} t`)
    await to.query(
      `insert into ${name} (${columns})
       select ${columns} from json_populate_recordset(null::${name}, coalesce($1::json, '[]'))`,
      [rows[0].all],
    )
  }
  const { rows: sequences } = await from.query<{ name: string; last: string | null }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences where schemaname = 'public'`,
  )
  for (const { name, last } of sequences)
    if (last !== null) await to.query('select setval($1, $2::bigint)', [name, last])
}

/** A server of its own in `folder`, which survives being stopped and copied. */
export const startCluster = (folder: string): Promise<RunningPostgres> =>
  startPostgres({
    dataDir: folder,
    log: createLogger({ level: 'error' }),
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '60' },
  })

/** Copies a stopped server's whole folder, owners and all. */
export function copyCluster(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
}
