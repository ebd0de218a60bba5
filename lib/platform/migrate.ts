import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { errno } from './process-files.ts'
import { StartError } from './start-error.ts'

type Migration = { name: string; sql: string; checksum: string }

type Row = {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
  started_at: Date
  logs: string | null
}

/** The advisory lock that `prisma migrate deploy` takes as well, so that the two never run at once. */
const lockKey = 72_707_369

/** A migration of a large table takes its time, and everybody else waits for it. */
const lockTimeout = '30min'

/** The table as `prisma migrate deploy` makes it. */
const createTable = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

/**
 * Brings the database up to the migrations in `dir` (`<name>/migration.sql`, in the order of their names) and answers the
 * names of those that were applied now. Keeps the books of `prisma migrate deploy`, so that either may go on after the
 * other. Any number of processes may call it at once. Throws `StartError` when the database and the folder do not fit.
 */
export async function migrate(databaseUrl: string, dir = 'prisma/migrations'): Promise<string[]> {
  const migrations = readMigrations(dir)
  const client = await connect(databaseUrl)
  try {
    await client.query(`set lock_timeout = '${lockTimeout}'`)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(createTable)
    const { rows } = await client.query<Row>('select * from _prisma_migrations order by started_at')
    const pending = findPending(migrations, rows)
    for (const migration of pending) await apply(client, migration)
    return pending.map((migration) => migration.name)
  } finally {
    // The end of the connection lets go of the lock.
    await client.end().catch(() => undefined)
  }
}

function readMigrations(dir: string): Migration[] {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map(({ name }) => ({ name, bytes: readFileSync(join(dir, name, 'migration.sql')) }))
    .map(({ name, bytes }) => ({
      name,
      sql: bytes.toString('utf8'),
      checksum: createHash('sha256').update(bytes).digest('hex'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'longwave migrate',
    keepAlive: true,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    throw unreachable(url, error)
  }
}

/** The sentence for a database that cannot be opened, without its password. */
export function unreachable(url: string, error: unknown): StartError {
  const { hostname, port, pathname } = new URL(url)
  const why = error instanceof AggregateError ? error.errors.map(String).join(', ') : (error as Error).message
  return new StartError(
    `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} cannot be opened: ${why || errno(error)}. ` +
      'Check DATABASE_URL, and that the server runs and lets this machine in.',
    { cause: error },
  )
}

function findPending(migrations: Migration[], rows: Row[]): Migration[] {
  const booked = new Map(
    rows.filter((row) => row.rolled_back_at === null).map((row) => [row.migration_name, row]),
  )
  for (const [name, row] of booked) {
    if (row.finished_at === null) throw failedBefore(name, row)
    const migration = migrations.find((candidate) => candidate.name === name)
    if (!migration) {
      throw new StartError(
        `The database has the migration ${name}, which this version of Longwave does not know: a newer version has used it. Start that version.`,
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new StartError(
        `The migration ${name} was changed after it had been applied to this database. Put its file back as it was, and make the change in a new migration.`,
      )
    }
  }
  return migrations.filter((migration) => !booked.has(migration.name))
}

function failedBefore(name: string, row: Row): StartError {
  const why = row.logs?.trim().split('\n')[0]
  return new StartError(
    `The migration ${name} failed on ${row.started_at.toISOString()}${why ? `: ${why}` : ''}. ` +
      'Put right what it complains about, then allow it again with: ' +
      `update _prisma_migrations set rolled_back_at = now() where migration_name = '${name}' and finished_at is null`,
  )
}

/**
 * The script and its booking are one transaction: a process that is killed in the middle leaves nothing, and the next
 * one begins anew. A script that fails is booked as failed and needs a person.
 */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID()
  const book = (logs: string | null) =>
    client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, logs) values ($1, $2, $3, $4)
       on conflict (id) do update set logs = excluded.logs`,
      [id, checksum, name, logs],
    )
  await client.query('begin')
  try {
    await book(null)
    const before = await transactionId(client)
    await client.query(sql)
    if ((await transactionId(client)) !== before) throw new Error('it ends the transaction that it runs in')
    const done =
      'update _prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1 where id = $1'
    await client.query(done, [id])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const why = (error as Error).message
    // Without a connection there is nothing to book: the server has rolled back.
    await book(why).catch(() => undefined)
    throw new StartError(`The migration ${name} failed: ${why}`, { cause: error })
  }
}

async function transactionId(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return rows[0]?.id
}
