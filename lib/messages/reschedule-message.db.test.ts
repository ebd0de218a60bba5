import { expect, test } from 'vitest'
import { startDueMessages } from '#lib/sending/start-due-messages.ts'
import { AppError } from '#lib/shared/errors.ts'
import { product } from '#test/product.ts'
import { cancelMessage } from './control-message.ts'
import { getHistory } from './get-history.ts'
import { rescheduleMessage } from './reschedule-message.ts'
import type { MessageDetailView } from './schema.ts'
import { sendMessage } from './send-message.ts'

const app = product(() => 'http://127.0.0.1:9')

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

const send = (scheduledAt: Date | null): Promise<MessageDetailView> =>
  sendMessage(
    app.operator,
    {
      content: 'Hello',
      variables: {},
      sender: 'REHEARSAL',
      scheduledAt,
      timeZone: 'Africa/Nairobi',
      source: { kind: 'list', recipients: [{ msisdn: '0712000001' }] },
    },
    'api',
  )

const move = (uuid: string, to: Date) =>
  rescheduleMessage(app.operator, uuid, { scheduledAt: to, timeZone: 'Asia/Bangkok' }).catch(
    (error: unknown) => (error instanceof AppError ? error.code : error),
  )

test('a scheduled message takes another time and keeps people and price', async () => {
  const before = await send(inMinutes(60))
  const to = inMinutes(120)
  expect(await move(before.uuid, to)).toMatchObject({
    state: 'scheduled',
    scheduledTime: to.toISOString(),
    dueAt: to.toISOString(),
    timeZone: 'Asia/Bangkok',
    total: before.total,
    credits: before.credits,
  })
  const { events } = await getHistory(app.operator, before.uuid)
  expect(events.find((event) => event.kind === 'message.reschedule')).toMatchObject({
    by: { name: 'Op' },
    details: { to: to.toISOString() },
  })
})

test('it leaves at the new time and not at the old one', async () => {
  const { uuid } = await send(inMinutes(60))
  await app.query(`update message set due_at = now() - interval '1 second' where uuid = $1`, [uuid])
  await move(uuid, inMinutes(60))
  await startDueMessages(app.system)
  const state = async () =>
    (await app.query<{ state: string }>('select state from message where uuid = $1', [uuid]))[0]?.state
  expect(await state()).toBe('scheduled')
  await app.query(`update message set due_at = now() where uuid = $1`, [uuid])
  await startDueMessages(app.system)
  expect(await state()).toBe('sending')
})

test('what missed its time can be given another one', async () => {
  const { uuid } = await send(inMinutes(60))
  await app.query(`update message set due_at = now() - interval '1 day' where uuid = $1`, [uuid])
  await startDueMessages(app.system)
  expect(await move(uuid, inMinutes(30))).toMatchObject({ state: 'scheduled', reason: null })
})

test('a time that has passed, and what has begun, ended or was called off, is refused by its code', async () => {
  const scheduled = await send(inMinutes(60))
  expect(await move(scheduled.uuid, inMinutes(-1))).toBe('INVALID_SCHEDULE')
  await app.query(`update message set not_after = now() + interval '2 hours' where uuid = $1`, [
    scheduled.uuid,
  ])
  expect(await move(scheduled.uuid, inMinutes(180))).toBe('INVALID_SCHEDULE')
  await cancelMessage(app.operator, scheduled.uuid)
  expect(await move(scheduled.uuid, inMinutes(60))).toBe('ALREADY_CANCELLED')
  const sending = await send(null)
  expect(await move(sending.uuid, inMinutes(60))).toBe('ALREADY_PROCESSING')
  await app.query(`update message set state = 'sent' where uuid = $1`, [sending.uuid])
  expect(await move(sending.uuid, inMinutes(60))).toBe('NOT_SCHEDULED')
})
