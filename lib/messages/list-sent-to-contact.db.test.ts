import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '#lib/contacts/create-contact.ts'
import { product } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { listSentToContact } from './list-sent-to-contact.ts'
import { sendMessage } from './send-message.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

const send = (content: string, ...numbers: string[]) =>
  sendMessage(
    app.operator,
    {
      content,
      variables: {},
      sender: 'REHEARSAL',
      source: {
        kind: 'list',
        recipients: numbers.map((msisdn) => ({ msisdn, variables: { name: 'Amina' } })),
      },
    },
    'api',
  )

test('a person has the messages they were sent, newest first, with the text as they got it', async () => {
  const { id } = await createContact(app.operator, { msisdn: '0712345601', name: 'Amina' }, 'KE')
  expect(await listSentToContact(app.operator, id)).toEqual({ sent: [], days: 90, whole: true })
  const first = await send('Hello {{name}}', '0712345600', '0712345601')
  const second = await send('Bye', '+254712345601')
  await send('Not for her', '0712345602')
  const { sent, whole } = await listSentToContact(app.operator, id)
  expect(sent).toMatchObject([
    { uuid: second.uuid, seq: 1, text: 'Bye', state: 'queued' },
    { uuid: first.uuid, seq: 2, text: 'Hello Amina' },
  ])
  expect(whole).toBe(true)
  await expect(listSentToContact(app.operator, 999)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
