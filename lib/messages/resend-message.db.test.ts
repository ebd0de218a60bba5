import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { getCredit } from '#lib/credits/get-credit.ts'
import { outcomeKind } from '#lib/sending/store-dispatch.ts'
import { AppError } from '#lib/shared/errors.ts'
import { product } from '#test/product.ts'
import { addsUp, claim, type Outcome, seqs, step } from '#test/sending.ts'
import { stopMessage } from './control-message.ts'
import { getMessage } from './get-message.ts'
import { listRecipients } from './list-recipients.ts'
import { previewResend, resendMessage } from './resend-message.ts'
import { reuseMessage } from './reuse-message.ts'
import type { MessageDetailView } from './schema.ts'
import { sendMessage } from './send-message.ts'

const app = product(() => 'http://127.0.0.1:9')

const idOf = async (uuid: string): Promise<number> =>
  (await app.query<{ id: number }>('select id::int from message where uuid = $1', [uuid]))[0]?.id ?? 0

const numbersOf = async (uuid: string) =>
  (await listRecipients(app.operator, uuid, { limit: 100 })).recipients.map((r) => [r.msisdn, r.row])

/** A message of which the provider refused the first people and took the others; one entry is no number. */
async function sendWith(people: string[], refused: number): Promise<MessageDetailView> {
  const sent = await sendMessage(
    app.operator,
    {
      content: 'Dear {{name}}',
      variables: { name: 'friend' },
      sender: 'REHEARSAL',
      source: {
        kind: 'list',
        recipients: [
          { msisdn: 'nobody' },
          ...people.map((msisdn) => ({ msisdn, variables: { name: msisdn } })),
        ],
      },
    },
    'api',
  )
  await answer(sent.uuid, refused)
  return getMessage(app.operator, sent.uuid)
}

async function answer(uuid: string, refused: number): Promise<void> {
  const chunk = await claim(app, { id: await idOf(uuid) })
  const given = seqs(await step(app, chunk, 0, 50))
  const outcomes = given.map(
    (seq, i): Outcome =>
      i < refused
        ? { seq, kind: outcomeKind.refused, reason: 'NO_ROUTE' }
        : { seq, kind: outcomeKind.accepted, reference: `ref-${uuid}-${seq}` },
  )
  await step(app, chunk, 1, 0, outcomes)
}

const refusal = (error: unknown) => (error instanceof AppError ? error.code : error)

let first: MessageDetailView
beforeAll(async () => {
  first = await sendWith(['254712000001', '254712000002', '254712000003'], 2)
})

test('those who did not get it are sent to again with their own words, at a price that was said before', async () => {
  expect(first).toMatchObject({ state: 'sent', counts: { rejected: 3, accepted: 1 } })
  const preview = await previewResend(app.operator, first.uuid)
  expect(preview).toMatchObject({ total: 2, valid: 2, credits: 2 })
  const before = await getCredit(app.operator)
  const again = await resendMessage(app.operator, first.uuid, { origin: 'api' })
  expect(again).toMatchObject({
    total: 2,
    credits: preview.credits,
    content: 'Dear {{name}}',
    resendOf: first.uuid,
  })
  expect(await numbersOf(again.uuid)).toEqual([
    ['254712000001', 2],
    ['254712000002', 3],
  ])
  expect(await getCredit(app.operator)).toEqual({ balance: before.balance - 2, held: before.held + 2 })
  const chunk = await claim(app, { id: await idOf(again.uuid) })
  const { intent } = await step(app, chunk, 0, 50)
  expect(intent.map((row) => row.variables)).toEqual([{ name: '254712000001' }, { name: '254712000002' }])
  const former = await getMessage(app.operator, first.uuid)
  expect(former.counts).toEqual(first.counts)
  expect(former.resends).toEqual([{ uuid: again.uuid, people: 2, doubtful: false }])
  await addsUp(app, await idOf(first.uuid))
})

test('a row is sent to again once; whoever fails again is sent to again from the new message', async () => {
  const failed = await sendWith(['254712000011', '254712000012'], 1)
  const again = await resendMessage(app.operator, failed.uuid, { origin: 'api' })
  await expect(resendMessage(app.operator, failed.uuid, { origin: 'api' }).catch(refusal)).resolves.toBe(
    'NO_VALID_NUMBERS',
  )
  await answer(again.uuid, 1)
  const third = await resendMessage(app.operator, again.uuid, { origin: 'api' })
  expect(await numbersOf(third.uuid)).toEqual([['254712000011', 2]])
})

test('of two who send to the failed again at once, one does', async () => {
  const failed = await sendWith(['254712000021', '254712000022'], 2)
  const both = await Promise.all(
    [1, 2].map(() => resendMessage(app.operator, failed.uuid, { origin: 'api' }).catch(refusal)),
  )
  expect(both.filter((one) => one === 'NO_VALID_NUMBERS')).toHaveLength(1)
  const rows = await app.query('select seq from resend where message_id = $1', [await idOf(failed.uuid)])
  expect(rows).toHaveLength(2)
})

test('the same press twice sends to the failed once', async () => {
  const failed = await sendWith(['254712000031'], 1)
  const press = {
    origin: 'dashboard',
    confirmation: randomUUID(),
    expected: { people: 1, credits: 1 },
  } as const
  const [one, other] = await Promise.all([1, 2].map(() => resendMessage(app.operator, failed.uuid, press)))
  const later = await resendMessage(app.operator, failed.uuid, press)
  expect([other?.uuid, later.uuid]).toEqual([one?.uuid, one?.uuid])
})

test('where nobody failed, or the button said something else, nothing is sent', async () => {
  const fine = await sendWith(['254712000041'], 0)
  const messages = 'select count(*)::int as n from message'
  const [before] = await app.query(messages)
  await expect(resendMessage(app.operator, fine.uuid, { origin: 'api' }).catch(refusal)).resolves.toBe(
    'NO_VALID_NUMBERS',
  )
  const failed = await sendWith(['254712000051'], 1)
  await expect(
    resendMessage(app.operator, failed.uuid, {
      origin: 'dashboard',
      confirmation: randomUUID(),
      expected: { people: 2, credits: 2 },
    }).catch(refusal),
  ).resolves.toBe('CONFLICT')
  const [after] = await app.query<{ n: number }>(messages)
  expect(after?.n).toBe((before as { n: number }).n + 1)
})

test('a message is used again with its words, its sender and everybody it was meant for', async () => {
  const sent = await sendWith(['254712000061', '254712000062'], 1)
  expect(await reuseMessage(app.operator, sent.uuid)).toEqual({
    text: 'Dear {{name}}',
    values: { name: 'friend' },
    sender: expect.any(Number),
    from: 'pasted',
    numbers: '+254712000061\n+254712000062',
    file: null,
    groupIds: [],
    exclude: { groupIds: [], messages: [] },
  })
  const pasted = await sendMessage(
    app.operator,
    {
      content: 'Hello',
      variables: {},
      sender: 'REHEARSAL',
      source: { kind: 'pasted', text: '0712 000 063, nobody' },
    },
    'dashboard',
  )
  expect(await reuseMessage(app.operator, pasted.uuid)).toMatchObject({ numbers: '0712 000 063, nobody' })
})

test('a resend that is called back before anything was tried leaves its people to another one', async () => {
  const former = await sendWith(['254712000071', '254712000072'], 2)
  const called = await resendMessage(app.operator, former.uuid, { origin: 'api' })
  expect(await previewResend(app.operator, former.uuid).catch(refusal)).toMatchObject({ valid: 0 })
  await stopMessage(app.operator, called.uuid)
  expect((await getMessage(app.operator, former.uuid)).resends).toEqual([])
  const again = await resendMessage(app.operator, former.uuid, { origin: 'api' })
  expect(again).toMatchObject({ total: 2, counts: { queued: 2 } })
  await addsUp(app, await idOf(called.uuid))
})

test('one that is stopped after something was tried keeps them: nobody is sent to by two', async () => {
  const former = await sendWith(['254712000081', '254712000082'], 2)
  const stopped = await resendMessage(app.operator, former.uuid, { origin: 'api' })
  const chunk = await claim(app, { id: await idOf(stopped.uuid) })
  await step(app, chunk, 0, 1)
  await stopMessage(app.operator, stopped.uuid)
  expect(await resendMessage(app.operator, former.uuid, { origin: 'api' }).catch(refusal)).toBe(
    'NO_VALID_NUMBERS',
  )
})
