import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cancelMessage, resumeMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { rescheduleMessage } from '#lib/messages/reschedule-message.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { AppError } from '#lib/shared/errors.ts'
import { copyByRows, copyByTemplate, copyCluster, startCluster } from '#test/copies.ts'
import { memoryFile, openInstallation, setUp, startWatchedWorker } from '#test/installation.ts'
import { comeDue, inAnHour, installations, pause, sendTo } from '#test/installations.ts'
import { until } from '#test/product.ts'
import { confirmSending } from './confirm-sending.ts'
import { getSending } from './get-sending.ts'
import { InstallationWatch } from './watch-installation.ts'

const all = installations()
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )

/** So many that a slow machine has copied the database before the last of them is sent to. */
const PEOPLE = 300

/** Sends some of a message slowly, and copies the database in the middle by the given way. */
async function copiedDuringSend(copy: (url: string) => Promise<string>, stopFirst: boolean) {
  const original = await all.create({ ratePerSecond: 30 })
  const worker = await all.work(original)
  const message = await sendTo(original, PEOPLE)
  await until(
    () => getMessage(original.operator, message.uuid),
    (m) => m.counts.queued < PEOPLE - 20,
  )
  if (!stopFirst) return { original, worker, message, copy: await all.open(await copy(original.url)) }
  await worker.stop()
  await all.close(original)
  return {
    original: await all.open(original.url),
    worker,
    message,
    copy: await all.open(await copy(original.url)),
  }
}

test('a database that is used for the first time notes who it is, and nothing is held', async () => {
  const where = await all.create()
  const watch = new InstallationWatch(where.system, { url: where.url, file: memoryFile() })
  expect(await watch.check()).toBeNull()
  expect(await watch.check()).toBeNull()
  expect(await getSending(where.system)).toMatchObject({ on: true, off: null })
})

test('a copy made before a send sends nothing until an admin confirms, and then only what a person resumes', async () => {
  const original = await all.create()
  const first = await all.work(original)
  const message = await sendTo(original, 20, inAnHour())
  await first.stop()
  await all.close(original)
  const copy = await all.open(await copyByTemplate(original.url))
  const before = all.received().length
  const again = await all.open(original.url)
  // It comes due in both; only the original is the one that sends.
  for (const where of [again, copy]) await comeDue(where, message)
  await all.work(again)
  await all.work(copy)
  await until(
    async () => all.received().length - before,
    (n) => n === 20,
  )
  await pause(600)
  expect(all.received().length - before).toBe(20)
  expect(await getSending(copy.system)).toMatchObject({ on: false, off: 'RESTORED', found: 'IDENTITY' })
  const held = await getMessage(copy.operator, message.uuid)
  expect(held).toMatchObject({ state: 'needs_attention', reason: 'RESTORED' })
  expect(held.counts).toMatchObject({ unknown: 20, queued: 0 })
  expect(await codeOf(resumeMessage(copy.operator, message.uuid))).toBe('SENDING_IS_OFF')
  // What is sent from here on waits as well.
  const later = await sendTo(copy, 3)
  expect(later.state).toBe('scheduled')
  await pause(600)
  expect((await getMessage(copy.operator, later.uuid)).state).toBe('scheduled')

  expect(await confirmSending(copy.system)).toMatchObject({ on: true })
  await until(
    () => getMessage(copy.operator, later.uuid),
    (m) => m.state === 'sent',
  )
  await resumeMessage(copy.operator, message.uuid)
  await until(
    () => getMessage(copy.operator, message.uuid),
    (m) => m.state === 'sent',
  )
  expect(all.received().length - before).toBe(23)
  expect(all.twice()).toEqual([])
})

test.each([
  ['a template', copyByTemplate, true],
  ['a dump', copyByRows, false],
] as const)('a copy made by %s during a send texts nobody again', async (_, copyBy, stopFirst) => {
  const { original, message, copy } = await copiedDuringSend(copyBy, stopFirst)
  await all.work(copy)
  if (stopFirst) await all.work(original)
  await original.system.pool.query('update account set rate_per_second = 1000')
  await until(
    () => getMessage(original.operator, message.uuid),
    (m) => m.state === 'sent',
  )
  await confirmSending(copy.system)
  const held = await getMessage(copy.operator, message.uuid)
  expect(held).toMatchObject({ state: 'needs_attention', reason: 'RESTORED', counts: { queued: 0 } })
  expect(held.counts.unknown).toBeGreaterThan(0)
  await resumeMessage(copy.operator, message.uuid)
  const done = await until(
    () => getMessage(copy.operator, message.uuid),
    (m) => m.state === 'sent',
  )
  expect(done.counts.unknown + done.counts.accepted + done.counts.delivered).toBe(PEOPLE)
  expect(all.twice()).toEqual([])
})

test('what the original was told to send earlier waits in its copy, and leaves at its time only by a person’s word', async () => {
  const original = await all.create()
  const first = await all.work(original)
  const message = await sendTo(original, 5, inAnHour())
  const later = await sendTo(original, 3, inAnHour())
  const copy = await all.open(await copyByRows(original.url))
  const before = all.received().length
  await rescheduleMessage(original.operator, message.uuid, { scheduledAt: new Date(Date.now() + 60_000) })
  await comeDue(original, message)
  await until(
    async () => all.received().length - before,
    (n) => n === 5,
  )
  await first.stop()
  await all.work(copy)
  const held = { state: 'needs_attention', reason: 'RESTORED', startedAt: null }
  expect(await getMessage(copy.operator, message.uuid)).toMatchObject({ ...held, counts: { queued: 5 } })
  expect(await codeOf(resumeMessage(copy.operator, later.uuid))).toBe('SENDING_IS_OFF')
  await confirmSending(copy.system)
  await comeDue(copy, message)
  await pause(1000)
  expect(all.received().length - before).toBe(5)
  expect(await getMessage(copy.operator, message.uuid)).toMatchObject(held)

  expect(await resumeMessage(copy.operator, later.uuid)).toMatchObject({
    state: 'scheduled',
    startedAt: null,
    dueAt: later.dueAt,
  })
  const { state } = await rescheduleMessage(copy.operator, message.uuid, {
    scheduledAt: new Date(Date.now() + 7_200_000),
  })
  expect(state).toBe('scheduled')
  expect(all.twice()).toEqual([])
})

test('a receipt for what only the original began resolves the same row of the copy, also after it was resumed', async () => {
  const original = await all.create()
  const first = await all.work(original)
  const message = await sendTo(original, 4, inAnHour())
  const copy = await all.open(await copyByRows(original.url))
  await first.stop()
  await comeDue(copy, message)
  await all.work(copy)
  await confirmSending(copy.system)
  expect(await codeOf(cancelMessage(copy.operator, message.uuid))).toBe('ALREADY_PROCESSING')
  expect((await resumeMessage(copy.operator, message.uuid)).counts).toMatchObject({ unknown: 4 })
  await copy.system.pool.query(
    `insert into receipt (account_id, our_reference, state, raw)
     select a.id, 'testera1.' || m.id || '.1', 7, 'delivered' from account a, message m where m.uuid = $1`,
    [message.uuid],
  )
  await until(
    () => getMessage(copy.operator, message.uuid),
    (m) => m.counts.delivered === 1 && m.state === 'sent',
  )
})

test('a receipt for what the original sent resolves the same row of the copy', async () => {
  const { message, copy } = await copiedDuringSend(copyByRows, false)
  await all.work(copy)
  const [row] = await until(
    async () =>
      (
        await copy.system.pool.query(
          `select r.message_id, r.seq from recipient r join message m on m.id = r.message_id where m.uuid = $1 and r.reason = 'RESTORED' limit 1`,
          [message.uuid],
        )
      ).rows,
    (rows) => rows.length > 0,
  )
  await copy.system.pool.query(
    `insert into receipt (account_id, our_reference, state, raw) select id, $1, 7, 'delivered' from account`,
    [`testera1.${row.message_id}.${row.seq}`],
  )
  await until(
    () => getMessage(copy.operator, message.uuid),
    (m) => m.counts.delivered > 0,
  )
})

test('the files of a whole server put back are noticed by what a worker saw', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'longwave-era-'))
  try {
    const [now, older] = [join(folder, 'now'), join(folder, 'older')]
    const file = memoryFile()
    let server = await startCluster(now)
    await migrate(server.url)
    const first = await openInstallation(server.url, all.rehearsalUrl())
    await setUp(first, { settings: { ratePerSecond: 30 } })
    let worker = await startWatchedWorker(first, file)
    const message = await sendTo(first, 120)
    await until(
      () => getMessage(first.operator, message.uuid),
      (m) => m.counts.queued < 100,
    )
    await worker.stop()
    await first.close()
    await server.stop()
    copyCluster(now, older)

    // It goes on and sends the rest; then the older files come back within the grace period.
    server = await startCluster(now)
    const second = await openInstallation(server.url, all.rehearsalUrl())
    worker = await startWatchedWorker(second, file)
    await until(
      () => getMessage(second.operator, message.uuid),
      (m) => m.state === 'sent',
    )
    await worker.stop()
    await second.close()
    await server.stop()

    server = await startCluster(older)
    const third = await openInstallation(server.url, all.rehearsalUrl())
    worker = await startWatchedWorker(third, file)
    expect(await getSending(third.system)).toMatchObject({ off: 'RESTORED', found: 'POSITION' })
    expect(await getMessage(third.operator, message.uuid)).toMatchObject({
      reason: 'RESTORED',
      counts: { queued: 0 },
    })
    // A second look, by another worker of the same machine too, raises nothing new.
    const another = new InstallationWatch(third.system, { url: third.url, file })
    expect(await another.check()).toBeNull()
    await worker.stop()
    await third.close()
    await server.stop()
    expect(all.twice()).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
