import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendMessage } from '#lib/messages/send-message.ts'
import { product, until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

test('a hundred messages at once are all planned and sent, each person once', async () => {
  const messages = 100
  const people = (message: number) =>
    Array.from({ length: 3 }, (_, i) => ({ msisdn: `2547333${String(message * 3 + i).padStart(5, '0')}` }))
  const send = (message: number) =>
    sendMessage(
      app.operator,
      {
        content: `Hello ${message}`,
        variables: {},
        sender: 'REHEARSAL',
        source: { kind: 'list', recipients: people(message) },
      },
      'api',
    )
  // More than there are connections.
  await Promise.all(Array.from({ length: messages }, (_, i) => send(i)))
  await app.startWorker()
  await until(
    () => app.query<{ state: string; n: number }>('select state, count(*)::int as n from message group by 1'),
    (rows) => rows.length === 1 && rows[0]?.state === 'sent' && rows[0].n === messages,
  )
  const received = rehearsal.logbook.after(0, 10_000).map(({ to }) => to)
  expect(received.length).toBe(messages * 3)
  expect(new Set(received).size).toBe(messages * 3)
})
