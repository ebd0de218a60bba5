import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addMembers, removeMembers } from '#lib/contacts/change-members.ts'
import { createGroup } from '#lib/contacts/create-group.ts'
import { getCredit } from '#lib/credits/get-credit.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { declareRestored } from '#lib/sending/declare-restored.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { defaultSettings } from '#lib/users/rules-settings.ts'
import { product, until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { approveMessage } from './approve-message.ts'
import { cancelMessage } from './control-message.ts'
import { getHistory } from './get-history.ts'
import { getMessage } from './get-message.ts'
import { listRecipients } from './list-recipients.ts'
import { rescheduleMessage } from './reschedule-message.ts'
import type { MessageDetailView } from './schema.ts'
import { sendMessage } from './send-message.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

let admin: RootCtx
beforeAll(async () => {
  const [row] = await app.query<{ id: number }>(
    `insert into app_user (email, name, role, password_hash) values ('boss@example.com', 'Boss', 'admin', '-') returning id`,
  )
  admin = {
    ...app.operator,
    actor: { kind: 'user', userId: row?.id ?? 0, role: 'admin', sessionId: '-', ip: null },
  }
})
beforeEach(() => changeSettings(app.system, { approvalFrom: 2, undoSeconds: 0 }))
afterEach(() => changeSettings(app.system, defaultSettings))

let next = 0
const numbers = (count: number) =>
  Array.from({ length: count }, () => ({ msisdn: `2547555${String(next++).padStart(5, '0')}` }))

const write = (
  by: RootCtx,
  people: number,
  {
    origin = 'dashboard',
    scheduledAt = null,
  }: { origin?: 'dashboard' | 'api'; scheduledAt?: Date | null } = {},
): Promise<MessageDetailView> =>
  sendMessage(
    by,
    {
      ...{ content: 'Hello', variables: {}, sender: 'REHEARSAL', scheduledAt, timeZone: 'Africa/Nairobi' },
      source: { kind: 'list' as const, recipients: numbers(people) },
      ...(origin === 'dashboard' && { confirmation: randomUUID() }),
    },
    origin,
  )

const inAnHour = () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000)
const conflict = { code: 'CONFLICT' }

test('a message to so many people holds its price and waits until somebody else approves it', async () => {
  const before = await getCredit(app.system)
  const message = await write(app.operator, 3)
  expect(message).toMatchObject({ state: 'awaiting_approval', status: 'pending', startedAt: null })
  expect((await getCredit(app.system)).balance).toBe(before.balance - 3)
  const worker = await app.startWorker()
  const fewer = await write(app.operator, 1)
  await until(
    () => getMessage(app.operator, fewer.uuid),
    ({ state }) => state === 'sent',
  )
  expect(await getMessage(app.operator, message.uuid)).toMatchObject({ state: 'awaiting_approval' })
  await approveMessage(admin, message.uuid, { scheduledAt: null })
  const sent = await until(
    () => getMessage(app.operator, message.uuid),
    ({ state }) => state === 'sent',
  )
  expect(sent.settled).toBe(3)
  const { events } = await getHistory(app.operator, message.uuid)
  expect(events.find(({ kind }) => kind === 'message.approve')).toMatchObject({
    by: { name: 'Boss' },
    details: { people: 3, credits: 3 },
  })
  await worker.stop()
})

test('nobody approves what they wrote, nor an operator what another one wrote', async () => {
  const own = await write(admin, 2)
  await expect(approveMessage(admin, own.uuid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const key: RootCtx = {
    ...admin,
    actor: {
      kind: 'key',
      userId: Number('userId' in admin.actor && admin.actor.userId),
      role: 'admin',
      apiKeyId: 1,
      scopes: ['*'],
      ip: null,
    },
  }
  await expect(approveMessage(key, own.uuid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(approveMessage(app.operator, own.uuid)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await getMessage(admin, own.uuid)).toMatchObject({ state: 'awaiting_approval' })
})

test('whoever approves does so for the time that they saw; afterwards it leaves then', async () => {
  const [first, second] = [inAnHour(), new Date(inAnHour().getTime() + 3_600_000)]
  const message = await write(app.operator, 2, { scheduledAt: first })
  await rescheduleMessage(app.operator, message.uuid, { scheduledAt: second })
  await expect(approveMessage(admin, message.uuid, { scheduledAt: first })).rejects.toMatchObject(conflict)
  const approved = await approveMessage(admin, message.uuid, { scheduledAt: second })
  expect(approved).toMatchObject({ state: 'scheduled', dueAt: second.toISOString() })
  await expect(approveMessage(admin, message.uuid)).rejects.toMatchObject(conflict)
})

test('called off at the moment of its approval it stays called off, and its credits come back', async () => {
  for (let i = 0; i < 8; i++) {
    const message = await write(app.operator, 2, { scheduledAt: inAnHour() })
    await Promise.allSettled([approveMessage(admin, message.uuid), cancelMessage(app.operator, message.uuid)])
    expect(await getMessage(app.operator, message.uuid)).toMatchObject({ state: 'cancelled', refunded: 2 })
  }
})

test('who is in a group afterwards changes nothing of what waits, nor of what was approved', async () => {
  const { id } = await createGroup(app.operator, { name: 'Frozen' })
  const members = (...msisdns: string[]) => ({ contactIds: [], msisdns })
  const [first, second, third] = ['254755590001', '254755590002', '254755590003'] as const
  await addMembers(app.operator, id, members(first, second), 'KE')
  const message = await sendMessage(
    app.operator,
    {
      ...{ content: 'Hello', variables: {}, sender: 'REHEARSAL', scheduledAt: inAnHour() },
      ...{ source: { kind: 'groups' as const, groupIds: [id] }, confirmation: randomUUID() },
    },
    'dashboard',
  )
  expect(message).toMatchObject({ state: 'awaiting_approval', total: 2, credits: 2 })
  await removeMembers(app.operator, id, members(first), 'KE')
  await approveMessage(admin, message.uuid)
  await addMembers(app.operator, id, members(third), 'KE')
  expect(await getMessage(admin, message.uuid)).toMatchObject({ state: 'scheduled', total: 2, credits: 2 })
  const { recipients } = await listRecipients(admin, message.uuid, { limit: 10 })
  expect(recipients.map(({ msisdn }) => msisdn).sort()).toEqual([first, second])
})

test('the undo period of the dashboard begins anew with the approval', async () => {
  await changeSettings(app.system, { undoSeconds: 300 })
  const message = await write(app.operator, 2)
  await app.query(`update message set confirmed_at = confirmed_at - interval '1 day' where uuid = $1`, [
    message.uuid,
  ])
  const { dueAt, undoMs } = await approveMessage(admin, message.uuid)
  expect(undoMs).toBe(300_000)
  const seconds = (Date.parse(dueAt ?? '') - Date.now()) / 1000
  expect(seconds).toBeGreaterThan(280)
  expect(seconds).toBeLessThanOrEqual(300)
})

test('other software’s messages wait only where the setting says so', async () => {
  expect(await write(app.operator, 2, { origin: 'api' })).not.toMatchObject({ state: 'awaiting_approval' })
  await changeSettings(app.system, { approvalApi: true })
  expect(await write(app.operator, 2, { origin: 'api' })).toMatchObject({ state: 'awaiting_approval' })
})

// The last one: afterwards this installation sends nothing.
test('in a restored copy nobody approves what may have left from its original', async () => {
  const [due, later] = [
    await write(app.operator, 2),
    await write(app.operator, 2, { scheduledAt: inAnHour() }),
  ]
  await declareRestored(admin)
  await expect(approveMessage(admin, due.uuid)).rejects.toMatchObject(conflict)
  expect(await getMessage(admin, due.uuid)).toMatchObject({
    reason: 'RESTORED',
    counts: { unknown: 2, queued: 0 },
  })
  expect(await getMessage(admin, later.uuid)).toMatchObject({
    state: 'awaiting_approval',
    counts: { queued: 2 },
  })
})
