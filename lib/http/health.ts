import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { answers } from '#lib/platform/database.ts'
import { freshWorkers } from '#lib/platform/worker-beat.ts'
import { type Web, web } from './context.ts'

export type Health = {
  /** The product can be used: pages and API answer, and what is sent will leave. */
  usable: boolean
  checks: { database: boolean; migrations: boolean; worker: boolean }
  /** Why nothing is sent although it could be; null where it is sent. */
  sendingOff: string | null
}

/** A check that takes longer than this has failed: whoever asks has a time limit of their own. */
const PATIENCE_MS = 3000

/** Whether the product can be used now. A pure web process (`ROLE=web`) does not answer for the workers elsewhere. */
export async function checkHealth({ env, database }: Pick<Web, 'env' | 'database'> = web()): Promise<Health> {
  const { pool } = database
  const holds = (check: Promise<boolean>) => Promise.race([check.catch(() => false), giveUp()])
  if (!(await answers(pool, PATIENCE_MS)))
    return { usable: false, checks: { database: false, migrations: false, worker: false }, sendingOff: null }
  const [migrations, worker] = await Promise.all([
    holds(isMigrated(pool)),
    holds(
      env.ROLE === 'web' ? Promise.resolve(true) : freshWorkers(pool).then((workers) => workers.length > 0),
    ),
  ])
  const sendingOff = await Promise.race([readSwitch(pool).catch(() => null), giveUp().then(() => null)])
  return { usable: migrations && worker, checks: { database: true, migrations, worker }, sendingOff }
}

const giveUp = () => new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref())

async function isMigrated(pool: pg.Pool): Promise<boolean> {
  const folders = await readdir(join(process.cwd(), 'prisma/migrations'), { withFileTypes: true })
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const { rows } = await pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const applied = new Set(rows.map((row) => row.migration_name))
  return names.every((name) => applied.has(name))
}

async function readSwitch(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query<{ off: string | null }>('select sending_off as off from installation')
  return rows[0]?.off ?? null
}
