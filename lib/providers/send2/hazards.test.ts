import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/send2/server.ts'
import { describeHazards, type HazardCase } from '../contract-hazards.ts'
import { statusCases } from '../status-cases.ts'
import { send2 } from './index.ts'

/** One number in both forms, as Send2's documents show it. */
const NUMBER = '254722000000'
const HASH = '8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d'

const unknown = (reason: string) => ({ kind: 'unknown', reason })
const aboutRecipient = { kind: 'refused', code: 'REFUSED', about: 'recipient' }
const answer = (status: number, body: string) => [{ kind: 'status-before', status, body }]

const own: HazardCase[] = [
  ...statusCases({
    namesOne: '{"success": true, "data": {"id": "x"}}',
    refuses: '{"success": false, "message": "No"}',
  }),
  {
    name: '200 with success false is in doubt where a person says so',
    hazards: [{ kind: 'ok-but-refused' }],
    settings: { refusalsIn200: 'doubt' },
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: '406 is a refusal of the recipient, in the provider’s words',
    hazards: [{ kind: 'refuse', message: 'Invalid phone number' }],
    outcome: { ...aboutRecipient, reason: 'Invalid phone number' },
  },
  {
    name: '406 with words that a person has named stops the message',
    hazards: [{ kind: 'refuse', message: 'You have LOW balance.' }],
    settings: { stopPhrases: ['low balance'] },
    outcome: { kind: 'refused', about: 'account', reason: 'You have LOW balance.' },
  },
  { name: '406 for want of credit reads like any other', set: { balance: 0 }, outcome: aboutRecipient },
  { name: '406 for a wrong token reads like any other', secrets: { token: 'no' }, outcome: aboutRecipient },
  {
    name: '401 for a wrong token stops the message',
    set: { unauthorizedStatus: 401 },
    secrets: { token: 'no' },
    outcome: { kind: 'refused', code: 'UNAUTHORIZED', about: 'account' },
  },
  {
    name: '403 stops the message',
    hazards: answer(403, '<h1>Forbidden</h1>'),
    outcome: { kind: 'refused', code: 'FORBIDDEN', about: 'account' },
  },
  {
    name: '402 stops the message',
    hazards: answer(402, '{"success": false, "message": "Pay"}'),
    outcome: { kind: 'refused', code: 'INSUFFICIENT_CREDITS', about: 'account', reason: 'Pay' },
  },
  { name: 'a sender that is not assigned is refused', sender: '99999', outcome: aboutRecipient },
  {
    name: 'a sender that is no number does not leave',
    sender: 'LONGWAVE',
    outcome: { kind: 'refused', code: 'INVALID_SENDER', about: 'message' },
    requests: 0,
  },
  {
    name: '200 with success false is a refusal',
    hazards: [{ kind: 'ok-but-refused' }],
    outcome: aboutRecipient,
  },
  {
    name: '400 with success false is a refusal',
    hazards: answer(400, '{"success": false, "message": "No"}'),
    outcome: { ...aboutRecipient, reason: 'No' },
  },
  { name: '406 without a body is a refusal', hazards: answer(406, ''), outcome: aboutRecipient },
  {
    name: '406 with broken JSON is a refusal',
    hazards: [{ kind: 'refuse' }, { kind: 'broken-json' }],
    outcome: aboutRecipient,
  },
  {
    name: '406 that says success is in doubt',
    hazards: answer(406, '{"success": true}'),
    outcome: unknown('HTTP_406'),
  },
  {
    name: '200 that says no success and gives an id is in doubt',
    hazards: answer(200, '{"success": false, "data": {"id": "x"}}'),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: '500 is in doubt whatever it says',
    hazards: answer(500, '{"success": false, "message": "Server error"}'),
    outcome: unknown('HTTP_500'),
  },
  { name: '404 without JSON is in doubt', hazards: answer(404, 'Not found'), outcome: unknown('HTTP_404') },
  {
    name: 'a success that is only a word is in doubt',
    hazards: answer(200, '{"success": "true"}'),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'an id as a number is kept as text',
    hazards: [{ kind: 'id-number' }],
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^\d+$/) },
  },
  {
    name: 'a success without id is accepted without reference',
    hazards: [{ kind: 'without-id' }],
    outcome: { kind: 'accepted', reference: null },
  },
  {
    name: 'a success without data is accepted without reference',
    hazards: [{ kind: 'without-data' }],
    outcome: { kind: 'accepted', reference: null },
  },
  {
    name: 'a success is accepted whatever its status word',
    hazards: [{ kind: 'status-word', state: 'Queued' }],
    outcome: { kind: 'accepted', parts: 1 },
  },
]

describeHazards(send2, startEmulator, { sender: '12345', numbers: [NUMBER] }, own)

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const connect = async () => {
  const emulator = await startEmulator({ receiptMs: 1 })
  const connection = send2.connect({
    ...emulator.control.account(),
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  closing.push(
    () => connection.close(),
    () => emulator.close(),
  )
  return { control: emulator.control, connection }
}

type Line = Awaited<ReturnType<typeof connect>>

/** Sends to so many numbers one by one; what is known then about each. */
const sendSome = async ({ connection, control }: Line, count: number, texts = 'Hello') => {
  const queries = []
  for (let n = 0; n < count; n += 1) {
    const to = `2547220000${10 + n}`
    const message = { reference: `era.1.${n}`, to, text: texts, parts: 1 }
    const [outcome] = await connection.send({
      sender: '12345',
      messages: [message],
      callbackUrl: null,
      mayStart: () => true,
    })
    if (outcome?.kind !== 'accepted') throw new Error('not accepted')
    queries.push({
      reference: outcome.reference,
      ourReference: message.reference,
      to,
      sentAt: new Date(),
      parts: outcome.parts,
    })
  }
  control.advance(1_000)
  return queries
}

test('a number leaves with its plus, a hash as it is, the sender as a number', async () => {
  const { connection, control } = await connect()
  for (const to of [NUMBER, HASH]) {
    const messages = [{ reference: 'era.1.1', to, text: 'Habari “yako”?', parts: 1 }]
    await connection.send({ sender: '12345', messages, callbackUrl: null, mayStart: () => true })
  }
  const bodies = control.requests().map(({ body }) => JSON.parse(body))
  expect(bodies).toEqual([
    { phone: `+${NUMBER}`, text: 'Habari “yako”?', sender: 12345 },
    { phone: HASH, text: 'Habari “yako”?', sender: 12345 },
  ])
})

test('the provider’s units are the parts', async () => {
  const line = await connect()
  expect(await sendSome(line, 1, 'a'.repeat(161))).toMatchObject([{ parts: 2 }])
})

describe('a report', () => {
  test.each([
    ['Delivered To Terminal', 'delivered', null],
    ['DELIVEREDTOTERMINAL', 'delivered', null],
    ['Absent Subscriber', 'undelivered', 'ABSENT_SUBSCRIBER'],
    ['AbsentSubscriber', 'undelivered', 'ABSENT_SUBSCRIBER'],
    ['Delivery Impossible', 'undelivered', 'DELIVERY_IMPOSSIBLE'],
    ['SenderName Blacklisted', 'blocked', 'SENDER_NAME_BLACKLISTED'],
    ['Unknown', 'undelivered', 'UNKNOWN'],
    ['Something new', 'undelivered', 'SOMETHING_NEW'],
  ])('of %s is %s', async (dlr, state, reason) => {
    const line = await connect()
    line.control.hazard({ kind: 'receipt-state', state: dlr })
    const queries = await sendSome(line, 1)
    expect((await line.connection.pollReceipts?.(queries))?.receipts).toEqual([
      { reference: queries[0]?.reference, state, reason, raw: dlr, at: null, parts: 1 },
    ])
  })

  test.each(['Sent To Network', 'senttonetwork', 'Scheduled', 'PENDING'])('of %s is no news', async (dlr) => {
    const line = await connect()
    line.control.hazard({ kind: 'receipt-state', state: dlr })
    expect((await line.connection.pollReceipts?.(await sendSome(line, 1)))?.receipts).toEqual([])
  })

  test('that is lost is no news', async () => {
    const line = await connect()
    line.control.hazard({ kind: 'receipt-lost' })
    expect((await line.connection.pollReceipts?.(await sendSome(line, 1)))?.receipts).toEqual([])
  })

  test('about an id that Send2 does not know leaves the others', async () => {
    const line = await connect()
    const queries = await sendSome(line, 2)
    const lost = { reference: 'never/heard of?', ourReference: 'era.1.9', to: NUMBER, sentAt: null }
    expect((await line.connection.pollReceipts?.([lost, ...queries]))?.receipts).toHaveLength(2)
  })

  test('is asked for until the provider throttles, and what was learned counts', async () => {
    const line = await connect()
    const queries = await sendSome(line, 20)
    line.control.hazard({ kind: 'throttle', on: ['report'], skip: 10 })
    const { receipts = [], isWhole } = (await line.connection.pollReceipts?.(queries)) ?? {}
    expect(isWhole).toBe(false)
    expect(receipts).toHaveLength(10)
    expect(line.control.counts().byOperation.report).toBeLessThan(15)
    await expect(line.connection.pollReceipts?.(queries)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    })
  })
})

test.each([406, 401])('a wrong token, answered with %i, fails the test of the account', async (status) => {
  const { connection, control } = await connect()
  control.set({ token: 'another', unauthorizedStatus: status })
  await expect(connection.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS', field: 'secrets' })
})
