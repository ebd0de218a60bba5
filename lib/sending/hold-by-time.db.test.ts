import { expect, test } from 'vitest'
import { resumeMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { inSqlTx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { memoryFile } from '#test/installation.ts'
import { comeDue, inAnHour, installations, nothingInFlight, pause, sendTo } from '#test/installations.ts'
import { until } from '#test/product.ts'
import { confirmSending } from './confirm-sending.ts'
import { declareRestored } from './declare-restored.ts'
import { getSending } from './get-sending.ts'
import { beginEra, holdAll, look } from './store-era.ts'
import { InstallationWatch } from './watch-installation.ts'

const all = installations()
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )

test('where nobody can notice, an admin says that the database was restored', async () => {
  const where = await all.create({ ratePerSecond: 30 })
  const worker = await all.work(where)
  const message = await sendTo(where, 120)
  await until(
    () => getMessage(where.operator, message.uuid),
    (m) => m.counts.queued < 100,
  )
  expect(await declareRestored(where.system)).toMatchObject({
    off: 'RESTORED',
    found: 'COMMAND',
    messages: 1,
  })
  await nothingInFlight(where)
  const count = all.received().length
  await pause(500)
  expect(all.received().length).toBe(count)
  expect((await getMessage(where.operator, message.uuid)).counts.queued).toBe(0)
  expect(await worker.watch.check()).toBeNull()
  expect(await codeOf(confirmSending(where.system))).toBe('done')
  expect(await codeOf(confirmSending(where.system))).toBe('CONFLICT')
})

test('what somebody has left who was interrupted while doubting is doubted by whoever looks next', async () => {
  const where = await all.create()
  const watch = new InstallationWatch(where.system, { url: where.url, file: memoryFile() })
  await watch.check()
  const message = await sendTo(where, 5, inAnHour())
  await comeDue(where, message)
  // As far as the first transaction goes.
  await inSqlTx(where.system, async (client) => {
    await look(client)
    await beginEra(client, 'testera2', { found: 'COMMAND' })
    await holdAll(client, 'RESTORED', { found: 'COMMAND' })
  })
  expect((await getMessage(where.operator, message.uuid)).counts).toMatchObject({ queued: 5 })
  expect(await watch.check()).toBeNull()
  expect((await getMessage(where.operator, message.uuid)).counts).toMatchObject({ queued: 0, unknown: 5 })
})

test('after nobody has worked for longer than the grace period, what was under way waits for a person', async () => {
  const where = await all.create({ ratePerSecond: 30 })
  const first = await all.work(where)
  const sending = await sendTo(where, 120)
  const paused = await sendTo(where, 1, inAnHour())
  await until(
    () => getMessage(where.operator, sending.uuid),
    (m) => m.counts.queued < 110,
  )
  await first.stop()
  await where.system.pool.query(`update installation set beat_at = beat_at - interval '16 minutes'`)
  // Nothing may leave before somebody has looked, whichever part of a worker comes first.
  const { rows } = await where.system.pool.query('select sending_allowed() as allowed')
  expect(rows[0].allowed).toBe(false)
  const count = all.received().length
  await all.work(where)
  await pause(500)
  expect(all.received().length).toBe(count)
  expect(await getMessage(where.operator, sending.uuid)).toMatchObject({
    state: 'needs_attention',
    reason: 'LATE',
    reasonDetails: { minutes: 16 },
  })
  expect((await getMessage(where.operator, paused.uuid)).state).toBe('scheduled')
  await resumeMessage(where.operator, sending.uuid)
  await until(
    () => getMessage(where.operator, sending.uuid),
    (m) => m.state === 'sent',
  )
  expect(all.twice()).toEqual([])
})

test('a clock that jumps holds what is under way, and starts nothing that it makes due', async () => {
  const where = await all.create()
  let jumped = 0
  const watch = new InstallationWatch(where.system, {
    url: where.url,
    file: memoryFile(),
    // Time that has passed for the database and not for the worker: the database's clock was put forward.
    monotonic: () => performance.now() - jumped,
  })
  expect(await watch.check()).toBeNull()
  const due = await sendTo(where, 1, inAnHour())
  await comeDue(where, due)
  jumped = 5 * 60_000
  // To the second, but for the moment between a look at the one clock and at the other.
  expect(await watch.check()).toEqual({ kind: 'CLOCK_STEP', seconds: expect.closeTo(300, -1) })
  expect(await getMessage(where.operator, due.uuid)).toMatchObject({
    state: 'needs_attention',
    reason: 'CLOCK_STEP',
  })
  expect(await watch.check()).toBeNull()
  expect((await getSending(where.system)).on).toBe(true)
})
