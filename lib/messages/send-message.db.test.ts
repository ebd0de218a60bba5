import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCredit } from '#lib/credits/get-credit.ts'
import { AppError } from '#lib/shared/errors.ts'
import { product, until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { getMessage } from './get-message.ts'
import { listRecipients } from './list-recipients.ts'
import { previewMessage } from './preview-message.ts'
import { sendMessage } from './send-message.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

const list = (...numbers: string[]) => ({
  kind: 'list' as const,
  recipients: numbers.map((msisdn) => ({ msisdn })),
})
const text = (source: ReturnType<typeof list>, content = 'Hello') => ({
  content,
  variables: {},
  sender: 'REHEARSAL',
  source,
})

test('a message is priced, sent once to each number and followed to delivered', async () => {
  const worker = await app.startWorker()
  const source = list('0712345601', '+254712345602', '254712345603', '0712345601', 'nobody')
  const preview = await previewMessage(app.operator, text(source))
  expect(preview).toMatchObject({
    total: 5,
    valid: 3,
    invalid: 1,
    duplicates: 1,
    blocked: 0,
    parts: 3,
    credits: 3,
  })
  const sent = await sendMessage(app.operator, text(source), 'api')
  expect(sent).toMatchObject({ total: 4, parts: 3, credits: 3 })
  const done = await until(
    () => getMessage(app.operator, sent.uuid),
    (m) => m.state === 'sent' && m.counts.delivered === 3,
  )
  expect(done.counts).toMatchObject({ delivered: 3, rejected: 1, queued: 0 })
  expect(done.drSummary).toMatchObject({ success: 3, invalid: 1, pending: 0 })
  expect(done).toMatchObject({ settled: 3, refunded: 0, credits: 3 })
  expect(await getCredit(app.operator)).toEqual({ balance: 997, held: 0 })
  const page = await listRecipients(app.operator, sent.uuid, { limit: 10 })
  expect(page.recipients.map((r) => [r.msisdn, r.status, r.row])).toEqual([
    ['254712345601', 'success', 1],
    ['254712345602', 'success', 2],
    ['254712345603', 'success', 3],
    ['nobody', 'invalid', 5],
  ])
  expect(
    rehearsal.logbook
      .after(0, 100)
      .map((r) => r.to)
      .toSorted(),
  ).toEqual(['254712345601', '254712345602', '254712345603'])
  await worker.stop()
})

test('what cannot be sent is refused by its code and leaves nothing behind', async () => {
  const refused = async (input: Parameters<typeof sendMessage>[1]) =>
    sendMessage(app.operator, input, 'api').then(
      () => 'sent',
      (error: unknown) => (error instanceof AppError ? error.code : error),
    )
  expect(await refused({ ...text(list('0712345604')), sender: 'NOBODY' })).toBe('UNKNOWN_SENDER')
  expect(await refused(text(list('0712345604'), '  '))).toBe('EMPTY_CONTENT')
  expect(await refused(text(list('0712345604'), 'x'.repeat(4000)))).toBe('CONTENT_TOO_LONG')
  expect(await refused(text(list('2.54712E+11', 'abc')))).toBe('NO_VALID_NUMBERS')
  expect(await refused(text(list('0712345604'), 'Hi {{name}}'))).toBe('MISSING_VARIABLES')
  expect(await refused({ ...text(list('0712345604')), scheduledAt: new Date(Date.now() - 1000) })).toBe(
    'INVALID_SCHEDULE',
  )
  const many = list(...Array.from({ length: 998 }, (_, i) => `07123${String(i).padStart(5, '0')}`))
  expect(await refused(text(many))).toBe('INSUFFICIENT_CREDITS')
  expect(await getCredit(app.operator)).toEqual({ balance: 997, held: 0 })
  expect(await app.query(`select 1 from message where state <> 'sent'`)).toEqual([])
  expect(
    await app.query(
      `select 1 from recipient r left join message m on m.id = r.message_id where m.id is null`,
    ),
  ).toEqual([])
})

test('two sends that race for the last credits cannot both win', async () => {
  const numbers = (from: number) =>
    list(...Array.from({ length: 500 }, (_, i) => `07200${String(from + i).padStart(5, '0')}`))
  const results = await Promise.allSettled([
    sendMessage(app.operator, { ...text(numbers(0)), scheduledAt: new Date(Date.now() + 3_600_000) }, 'api'),
    sendMessage(
      app.operator,
      { ...text(numbers(500)), scheduledAt: new Date(Date.now() + 3_600_000) },
      'api',
    ),
  ])
  expect(results.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await getCredit(app.operator)).toEqual({ balance: 497, held: 500 })
})

test('what is sent from the dashboard can be called back for some seconds; a test to oneself leaves at once', async () => {
  const usual = await sendMessage(app.operator, text(list('0712345671')), 'dashboard')
  expect(usual.undoMs).toBeGreaterThan(0)
  const trial = await sendMessage(app.operator, { ...text(list('0712345672')), atOnce: true }, 'dashboard')
  expect(trial.undoMs).toBe(0)
})
