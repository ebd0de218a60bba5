import { afterAll, beforeAll, expect, test } from 'vitest'
import { resumeMessage, stopMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { AppError } from '#lib/shared/errors.ts'
import { comeDue, inAnHour, nothingInFlight, pause, sendTo } from '#test/installations.ts'
import { product, until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { getSending } from './get-sending.ts'
import { startEverything, stopEverything } from './stop-everything.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

const behave = (settings: Record<string, unknown>) =>
  app.query('update account set settings = settings || $1, updated_at = clock_timestamp()', [settings])
const account = async () => (await app.query('select * from account'))[0] as Record<string, unknown>
const view = (message: { uuid: string }) => getMessage(app.operator, message.uuid)
const where = () => ({ operator: app.operator, system: app.system, url: '', close: async () => undefined })
const received = () => rehearsal.logbook.after(0, 10_000).length
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )

test('a message that is refused too often stops by itself with the figures, and the rest stays queued', async () => {
  await behave({ refusedPercent: 100 })
  const worker = await app.startWorker()
  const message = await sendTo(where(), 600)
  const halted = await until(
    () => view(message),
    (m) => m.state === 'needs_attention',
  )
  expect(halted).toMatchObject({ reason: 'TOO_MANY_REFUSALS', reasonDetails: { among: 100 } })
  expect(halted.reasonDetails?.refused).toBe(100)
  await pause(300)
  expect((await view(message)).counts.queued).toBeGreaterThan(200)
  await stopMessage(app.operator, message.uuid)
  await behave({ refusedPercent: 0 })
  await worker.stop()
})

test('an account that the provider refuses is closed, and opened by whoever resumes', async () => {
  await behave({ refusedAccountPercent: 100 })
  const worker = await app.startWorker()
  const message = await sendTo(where(), 30)
  await until(
    () => view(message),
    (m) => m.state === 'needs_attention',
  )
  expect((await view(message)).counts).toMatchObject({ queued: 30, rejected: 0 })
  expect((await account()).attention).not.toBeNull()
  // The worker's line is still the one of before: it is not held against the account that was put right.
  await behave({ refusedAccountPercent: 0 })
  await resumeMessage(app.operator, message.uuid)
  expect((await account()).attention).toBeNull()
  await until(
    () => view(message),
    (m) => m.state === 'sent',
  )
  await worker.stop()
})

test('a provider out of reach is tried ever less often, loses nothing, and is forgiven when it answers', async () => {
  const { url } = rehearsal
  await rehearsal.stop()
  app.system.config = { ...app.system.config, rehearsalUrl: 'http://127.0.0.1:1' }
  const worker = await app.startWorker()
  const message = await sendTo(where(), 100)
  await until(account, (a) => Number(a.failures) >= 1)
  expect((await view(message)).counts).toMatchObject({ queued: 100, unknown: 0 })
  await app.query(`update account set not_before = clock_timestamp()`)
  await until(account, (a) => Number(a.failures) >= 2)
  const [row] = await app.query(
    'select extract(epoch from not_before - failing_since)::float8 as wait from account',
  )
  expect(row?.wait).toBeGreaterThan(8)
  rehearsal = await startRehearsal({ control: true, port: Number(new URL(url).port) })
  app.system.config = { ...app.system.config, rehearsalUrl: url }
  await behave({ seed: 'back' })
  await pause(2200)
  await app.query(`update account set not_before = clock_timestamp()`)
  await until(
    () => view(message),
    (m) => m.state === 'sent',
  )
  await until(account, (a) => a.failing_since === null)
  expect((await account()).failures).toBe(0)
  await worker.stop()
})

test('the switch stops everything, says how many have gone, and lets exactly that go on', async () => {
  await app.query('update account set rate_per_second = 40')
  const worker = await app.startWorker()
  const before = received()
  const message = await sendTo(where(), 120)
  const own = await sendTo(where(), 120)
  await until(
    async () => received() - before,
    (n) => n > 10,
  )
  const stopped = await stopEverything(app.system)
  expect(stopped.messages).toBe(2)
  expect(stopped.gone + stopped.leaving + stopped.left).toBe(240)
  // What was in flight may still arrive; after that nothing does.
  await nothingInFlight(app)
  const gone = received()
  expect(gone - before).toBeLessThanOrEqual(stopped.gone + stopped.leaving)
  expect(await getSending(app.system)).toMatchObject({ on: false, off: 'STOPPED' })
  expect(await codeOf(resumeMessage(app.operator, message.uuid))).toBe('SENDING_IS_OFF')
  const later = await sendTo(where(), 1)
  await pause(600)
  expect(received()).toBe(gone)
  expect((await view(later)).state).toBe('scheduled')
  await stopMessage(app.operator, own.uuid)
  await app.query('update account set rate_per_second = 10000')
  expect(await startEverything(app.system)).toEqual({ messages: 1 })
  for (const each of [message, later])
    await until(
      () => view(each),
      (m) => m.state === 'sent',
    )
  expect(await codeOf(startEverything(app.system))).toBe('CONFLICT')
  await worker.stop()
})

test('whoever was interrupted while switching on again does it once more, and what was left behind goes on', async () => {
  await app.query('update account set rate_per_second = 1')
  const message = await sendTo(where(), 5, inAnHour())
  await comeDue(app, message)
  const worker = await app.startWorker()
  await until(
    () => view(message),
    (m) => m.state === 'sending',
  )
  expect(await stopEverything(app.system)).toMatchObject({ messages: 1 })
  // As far as the first transaction went.
  await app.query('update installation set sending_off = null, sending_off_at = null')
  await app.query('update account set rate_per_second = 10000')
  expect(await startEverything(app.system)).toEqual({ messages: 1 })
  await until(
    () => view(message),
    (m) => m.state === 'sent',
  )
  await worker.stop()
})
