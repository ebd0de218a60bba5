import pg from 'pg'
import { parseEnv } from '#lib/platform/env.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'

/** The database of the installation that the journeys use. Whoever opens it ends it. */
export async function connect(): Promise<pg.Client> {
  const dir = process.env.E2E_DATA_DIR
  const env = parseEnv(dir ? { ...process.env, DATABASE_URL: undefined, DATA_DIR: dir } : process.env)
  const client = new pg.Client({ connectionString: await resolveDatabaseUrl(env) })
  await client.connect()
  return client
}
