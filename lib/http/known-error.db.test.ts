import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '#lib/platform/database.ts'
import { createLogger } from '#lib/platform/log.ts'
import { lineTo } from '#test/cut-line.ts'
import { testDatabase } from '#test/database.ts'
import { knownError } from './known-error.ts'

const server = testDatabase('template0')
const log = createLogger({ level: 'silent' })
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(options: Parameters<typeof openDatabase>[1] = {}) {
  const line = await lineTo(server.url)
  const database = openDatabase(line.url, options)
  closing.push(() => database.close(), line.close)
  const codeOf = async (error: unknown) =>
    (await knownError(error, { log, where: 'here', isAway: database.isAway })).code
  return { line, database, codeOf }
}

test('a line that is cut between two statements of a transaction is the database away, not a fault', async () => {
  const { line, database, codeOf } = await open()
  const failure = database.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select 1`
    line.cut()
    await new Promise((resolve) => setImmediate(resolve))
    await tx.$queryRaw`select 2`
  })
  expect(await codeOf(await failure.catch((error: unknown) => error))).toBe('UNAVAILABLE')
})

test('a line that is cut under a statement is as well', async () => {
  const { line, database, codeOf } = await open()
  const failure = database.pool.query('select pg_sleep(30)').catch((error: unknown) => error)
  await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(1)
  await expect
    .poll(() => server.query(`select 1 from pg_stat_activity where query = 'select pg_sleep(30)'`))
    .toHaveLength(1)
  line.cut()
  expect(await codeOf(await failure)).toBe('UNAVAILABLE')
})

test('a failure without a code while the database says nothing is the database away', async () => {
  const { line, database, codeOf } = await open()
  await database.pool.query('select 1')
  line.silence()
  expect(await codeOf(new Error('timeout exceeded'))).toBe('UNAVAILABLE')
  line.cut()
})

test('a connection that could not be had is the database away, also when it answers again by then', async () => {
  let refusals = 1
  const verify = async () => {
    if (refusals-- > 0) throw new Error('not yet')
  }
  const { database, codeOf } = await open({ verify })
  const failure = await database.pool.query('select 1').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(await codeOf(failure)).toBe('UNAVAILABLE')
})

test('a transaction that had to be begun, or ended, too late is the database away', async () => {
  const { database, codeOf } = await open()
  const late = database.prisma.$transaction((tx) => tx.$executeRaw`select pg_sleep(0.3)`, { timeout: 50 })
  expect(await codeOf(await late.catch((error: unknown) => error))).toBe('UNAVAILABLE')
})

test.each([
  ['57014', `set local statement_timeout = 20; select pg_sleep(5)`],
  ['55P03', `set local lock_timeout = 20; select pg_advisory_xact_lock(1)`],
])('%s: what took longer than it may is the database away', async (_code, sql) => {
  const { database, codeOf } = await open()
  const other = await database.pool.connect()
  await other.query('select pg_advisory_lock(1)')
  const failure = database.pool.query(sql).catch((error: unknown) => error)
  expect(await codeOf(await failure)).toBe('UNAVAILABLE')
  other.release(true)
})

test('the same failure while the database answers is a fault of ours', async () => {
  const { database, codeOf } = await open()
  await database.pool.query('select 1')
  expect(await codeOf(new Error('timeout exceeded'))).toBe('INTERNAL_ERROR')
})

test('a full disk is the database away', async () => {
  const { codeOf } = await open()
  expect(await codeOf(Object.assign(new Error('no space'), { code: '53100' }))).toBe('UNAVAILABLE')
})
