import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { addCredits } from '#lib/credits/add-credits.ts'
import { stopMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { inTx } from '#lib/platform/ctx.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { product, until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({})
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url, { maxInFlight: 6, latencyMs: 60 })
beforeAll(async () => {
  await app.startWorker()
})

let next = 0
const send = (people: number, sender = 'REHEARSAL', ratePerSecond: number | null = null) => {
  const recipients = Array.from({ length: people }, () => ({
    msisdn: `2547330${String(next++).padStart(5, '0')}`,
  }))
  const source = { kind: 'list' as const, recipients }
  return sendMessage(app.operator, { content: 'Hello', variables: {}, sender, source, ratePerSecond }, 'api')
}
const reached = async (uuid: string, people: number) =>
  until(
    () => getMessage(app.operator, uuid),
    ({ counts }) => counts.accepted + counts.delivered >= people,
  )

test('one person does not wait behind a large message of the same account', async () => {
  const large = await send(900)
  await reached(large.uuid, 20)
  const one = await send(1)
  await reached(one.uuid, 1)
  // Its lease and the account's patience, by which a person's decision about it would have to wait.
  expect(
    await app.query(
      'select k.doubt_ms from chunk k join message m on m.id = k.message_id where m.uuid = $1',
      [one.uuid],
    ),
  ).toEqual([{ doubt_ms: 45_000 }])
  // Ten seconds' worth of it are still to come.
  expect((await getMessage(app.operator, large.uuid)).counts.queued).toBeGreaterThan(400)
  await stopMessage(app.operator, large.uuid)
})

test('an account whose provider takes its time keeps no other from sending', async () => {
  await inTx(app.system, async (ctx) => {
    const settings = { defaultCountry: 'KE', latencyMs: 10_000, maxInFlight: 200 }
    await createAccountIn(ctx, { provider: 'rehearsal', name: 'slow', settings })
    await createSenderIn(ctx, { account: 'slow', value: 'SLOW', approve: true })
  })
  const slow = await send(90, 'SLOW')
  await until(
    () => getMessage(app.operator, slow.uuid),
    ({ sending }) => sending > 0,
  )
  const quick = await send(100)
  await reached(quick.uuid, 100)
  expect((await getMessage(app.operator, slow.uuid)).counts).toMatchObject({ accepted: 0, delivered: 0 })
})

test('messages that their own rate holds back keep nobody else waiting, and are not taken up again and again', async () => {
  await addCredits(app.system, { amount: 5000 })
  const slow: string[] = []
  for (let i = 0; i < 20; i++) slow.push((await send(101, 'REHEARSAL', 1)).uuid)
  const other = await send(101)
  await reached(other.uuid, 1)
  const claims = async () => {
    const [row] = await app.query<{ n: number }>(
      'select sum(epoch)::int as n from chunk k join message m on m.id = k.message_id where m.uuid = any ($1)',
      [slow],
    )
    return row?.n ?? 0
  }
  const [before, began] = [await claims(), performance.now()]
  await reached(slow[0] ?? '', 3)
  const seconds = (performance.now() - began) / 1000
  // Each lets one leave a second: one claim finds somebody, another that there is nobody else.
  expect((await claims()) - before).toBeLessThan(20 * 3 * (seconds + 1))
  for (const uuid of slow) await stopMessage(app.operator, uuid)
})
