import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { getCredit } from '#lib/credits/get-credit.ts'
import { product } from '#test/product.ts'
import { sendMessage } from './send-message.ts'

const app = product(() => 'http://127.0.0.1:9')

const input = (confirmation: string, over: { content?: string; text?: string } = {}) => ({
  content: over.content ?? 'Hello',
  variables: {},
  sender: 'REHEARSAL',
  source: { kind: 'pasted' as const, text: over.text ?? '0712345601\n0712345602' },
  scheduledAt: new Date(Date.now() + 3_600_000),
  confirmation,
})

/** 400 people with 3 parts each, where 1,000 credits are there. */
const tooDear = (confirmation: string) => {
  const numbers = Array.from({ length: 400 }, (_, i) => `07120${String(i).padStart(5, '0')}`)
  return input(confirmation, { content: 'x'.repeat(459), text: numbers.join('\n') })
}

const countOf = async (confirmation: string) =>
  (await app.query('select 1 from message where confirmation = $1', [confirmation])).length

test('what is confirmed twice at the same moment is one message with one hold', async () => {
  const confirmation = randomUUID()
  const { held } = await getCredit(app.operator)
  const sent = await Promise.all(
    Array.from({ length: 5 }, () => sendMessage(app.operator, input(confirmation), 'dashboard')),
  )
  expect(new Set(sent.map((message) => message.uuid)).size).toBe(1)
  expect(sent.map((message) => message.total)).toEqual([2, 2, 2, 2, 2])
  expect(await countOf(confirmation)).toBe(1)
  expect((await getCredit(app.operator)).held).toBe(held + 2)
})

test('a press that comes later, even after the time that was chosen, is answered with the message that exists', async () => {
  const confirmation = randomUUID()
  const first = await sendMessage(app.operator, input(confirmation), 'dashboard')
  const again = { ...input(confirmation), scheduledAt: new Date(Date.now() - 1000) }
  expect((await sendMessage(app.operator, again, 'dashboard')).uuid).toBe(first.uuid)
})

test('a confirmation that was refused can be used again once what was wrong is put right', async () => {
  const confirmation = randomUUID()
  const refused = sendMessage(app.operator, tooDear(confirmation), 'dashboard')
  await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' })
  expect(await countOf(confirmation)).toBe(0)
  const sent = await sendMessage(app.operator, input(confirmation), 'dashboard')
  expect(sent.total).toBe(2)
})

test('two presses that are both refused both say why, and leave nothing behind', async () => {
  const confirmation = randomUUID()
  const press = () =>
    sendMessage(app.operator, tooDear(confirmation), 'dashboard').then(
      () => 'sent',
      (error: { code?: string }) => error.code,
    )
  expect(await Promise.all([press(), press(), press()])).toEqual(Array(3).fill('INSUFFICIENT_CREDITS'))
  expect(await countOf(confirmation)).toBe(0)
})

test("an account's line about how to stop does not make the second press another message", async () => {
  await app.query(`update account set opt_out_line = 'STOP 123'`)
  const confirmation = randomUUID()
  const first = await sendMessage(app.operator, input(confirmation), 'dashboard')
  expect(first.content).toBe('Hello\nSTOP 123')
  expect((await sendMessage(app.operator, input(confirmation), 'dashboard')).uuid).toBe(first.uuid)
  await app.query(`update account set opt_out_line = ''`)
})

test('one confirmation cannot stand for another text, nor for another person', async () => {
  const confirmation = randomUUID()
  await sendMessage(app.operator, input(confirmation), 'dashboard')
  const other = sendMessage(app.operator, input(confirmation, { content: 'Bye' }), 'dashboard')
  await expect(other).rejects.toMatchObject({ code: 'CONFLICT' })
  const [row] = await app.query<{ id: number }>(
    `insert into app_user (email, name, role, password_hash) values ('two@example.com', 'Two', 'operator', '-') returning id`,
  )
  const { actor } = app.operator
  const somebodyElse = { ...app.operator, actor: { ...actor, userId: row?.id ?? 0 } as typeof actor }
  await expect(sendMessage(somebodyElse, input(confirmation), 'dashboard')).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  expect(await countOf(confirmation)).toBe(1)
})
