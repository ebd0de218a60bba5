import { expect, test } from 'vitest'
import { openDatabase } from '#lib/platform/database.ts'
import { parseEnv } from '#lib/platform/env.ts'
import { beat, endBeat, freshWorkers } from '#lib/platform/worker-beat.ts'
import { webApp } from '#test/web.ts'
import { web } from './context.ts'
import { checkHealth } from './health.ts'

const app = webApp()
const asRole = (ROLE: string) => ({ env: parseEnv({ ...process.env, ROLE }), database: web().database })

test('without a worker the product cannot be used, unless this is only a web process', async () => {
  expect(await checkHealth(asRole('all'))).toEqual({
    usable: false,
    checks: { database: true, migrations: true, worker: false },
    sendingOff: null,
  })
  expect((await checkHealth(asRole('web'))).usable).toBe(true)
})

test('a worker counts while it beats, and not after it stopped or fell silent', async () => {
  const { pool } = web().database
  await beat(pool, 'one')
  await beat(pool, 'two')
  await beat(pool, 'one')
  expect((await freshWorkers(pool)).map(({ worker }) => worker)).toEqual(['one', 'two'])
  expect((await checkHealth(asRole('all'))).usable).toBe(true)
  await endBeat(pool, 'one')
  await app.query(`update worker_beat set beat_at = now() - interval '1 minute'`)
  expect(await freshWorkers(pool)).toEqual([])
  expect((await checkHealth(asRole('all'))).usable).toBe(false)
})

test('that everything was stopped is told, and is no failure', async () => {
  await app.query(`insert into installation (era, sending_off) values ('testera1', 'STOPPED')`)
  expect(await checkHealth(asRole('web'))).toMatchObject({ usable: true, sendingOff: 'STOPPED' })
})

test('a migration that is missing is noticed', async () => {
  await app.query(`update _prisma_migrations set finished_at = null where migration_name like '%worker_beat'`)
  expect((await checkHealth(asRole('web'))).checks).toEqual({
    database: true,
    migrations: false,
    worker: true,
  })
})

test('a database that does not answer is noticed in time', async () => {
  const database = openDatabase('postgres://nobody@127.0.0.1:9/none')
  expect(await checkHealth({ ...asRole('web'), database })).toEqual({
    usable: false,
    checks: { database: false, migrations: false, worker: false },
    sendingOff: null,
  })
  await database.close()
})
