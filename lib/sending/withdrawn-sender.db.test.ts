import { expect, test } from 'vitest'
import { resumeMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { approveSender, withdrawSender } from '#lib/senders/decide-sender.ts'
import { product } from '#test/product.ts'
import { startDueMessages } from './start-due-messages.ts'

const app = product(() => 'http://127.0.0.1:9')

test('a scheduled message does not leave from a sender that was withdrawn, until it is approved again', async () => {
  const { uuid } = await sendMessage(
    app.operator,
    {
      content: 'Hello',
      variables: {},
      sender: 'REHEARSAL',
      source: { kind: 'list', recipients: [{ msisdn: '254711000001' }] },
      scheduledAt: new Date(Date.now() + 60_000),
    },
    'api',
  )
  const [sender] = await app.query<{ id: number }>(`select id from sender where value = 'REHEARSAL'`)
  const senderId = sender?.id ?? 0
  await withdrawSender(app.system, { senderId })
  await app.query(`update message set due_at = clock_timestamp() where uuid = $1`, [uuid])
  await startDueMessages(app.system)
  expect(await getMessage(app.operator, uuid)).toMatchObject({
    state: 'needs_attention',
    reason: 'SENDER_NOT_APPROVED',
    counts: { queued: 1 },
  })
  await expect(resumeMessage(app.operator, uuid)).rejects.toMatchObject({ code: 'SENDER_NOT_APPROVED' })
  await approveSender(app.system, { senderId, shared: true })
  expect(await resumeMessage(app.operator, uuid)).toMatchObject({ state: 'sending' })
})
