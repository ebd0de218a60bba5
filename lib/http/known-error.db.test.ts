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

async function open() {
  const line = await lineTo(server.url)
  const database = openDatabase(line.url)
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

test('the same failure while the database answers is a fault of ours', async () => {
  const { codeOf } = await open()
  expect(await codeOf(new Error('timeout exceeded'))).toBe('INTERNAL_ERROR')
})

test('a full disk is the database away', async () => {
  const { codeOf } = await open()
  expect(await codeOf(Object.assign(new Error('no space'), { code: '53100' }))).toBe('UNAVAILABLE')
})
