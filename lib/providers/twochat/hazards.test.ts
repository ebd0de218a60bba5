import { afterEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/twochat/server.ts'
import { parsePhone } from '../../sms/phone.ts'
import { describeHazards, type HazardCase } from '../contract-hazards.ts'
import { answering, startHostileServer } from '../hostile-server.ts'
import { statusCases } from '../status-cases.ts'
import { twochat } from './index.ts'

const SENDER = '+17137157533'

const unknown = (reason: string) => ({ kind: 'unknown', reason })
const aboutRecipient = { kind: 'refused', code: 'REFUSED', about: 'recipient' }
const answer = (status: number, body: string) => [{ kind: 'status-before', status, body }]

const own: HazardCase[] = [
  ...statusCases({
    namesOne: '{"success": true, "message_id": "x"}',
    refuses: '{"error": true, "error_message": "No"}',
  }),
  {
    name: 'an id under message_id',
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  },
  {
    name: 'an id under message_uuid',
    hazards: [{ kind: 'message-uuid' }],
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  },
  {
    name: 'an id as a number is kept as text',
    hazards: [{ kind: 'id-number' }],
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^\d+$/) },
  },
  {
    name: '200 in place of 202, with an id',
    hazards: [{ kind: 'status-200' }],
    outcome: { kind: 'accepted' },
  },
  {
    name: '202 without an id is in doubt',
    hazards: [{ kind: 'without-id' }],
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'error true with status 400',
    hazards: [{ kind: 'refuse', message: 'to_number is not valid' }],
    outcome: { ...aboutRecipient, reason: 'to_number is not valid' },
  },
  {
    name: 'error true with status 422',
    hazards: [{ kind: 'refuse', status: 422, message: 'No' }],
    outcome: { ...aboutRecipient, reason: 'No' },
  },
  { name: 'error true with status 200', hazards: [{ kind: 'ok-but-refused' }], outcome: aboutRecipient },
  {
    name: 'error true with words that a person has named stops the message',
    hazards: [{ kind: 'refuse', message: 'Not enough SMS credits' }],
    settings: { stopPhrases: ['sms credits'] },
    outcome: { kind: 'refused', about: 'account', reason: 'Not enough SMS credits' },
  },
  {
    name: 'error true with status 429 was not sent',
    hazards: [{ kind: 'refuse', status: 429 }],
    outcome: { kind: 'throttled', reason: 'RATE_LIMITED', retryAfterMs: 60_000 },
  },
  {
    name: 'error true with status 500 is in doubt',
    hazards: answer(500, '{"error": true, "error_message": "Internal error"}'),
    outcome: unknown('HTTP_500'),
  },
  {
    name: 'an error that names a message is in doubt',
    hazards: answer(400, '{"error": true, "message_id": "abc"}'),
    outcome: unknown('HTTP_400'),
  },
  {
    name: 'success and error at once is in doubt',
    hazards: answer(202, '{"success": true, "error": true}'),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: '400 with a web page is in doubt',
    hazards: answer(400, '<h1>Bad</h1>'),
    outcome: unknown('HTTP_400'),
  },
  {
    name: '404 with a web page is in doubt',
    hazards: answer(404, '<h1>?</h1>'),
    outcome: unknown('HTTP_404'),
  },
  {
    name: 'a refusal with broken JSON is in doubt',
    hazards: [{ kind: 'refuse' }, { kind: 'broken-json' }],
    outcome: unknown('HTTP_400'),
  },
  {
    name: 'a wrong key stops the message',
    secrets: { apiKey: 'no' },
    outcome: { kind: 'refused', code: 'UNAUTHORIZED', about: 'account' },
  },
  {
    name: 'a blocked account stops the message',
    set: { blocked: true },
    outcome: { kind: 'refused', code: 'FORBIDDEN', about: 'account' },
  },
  {
    name: 'a used-up quota stops the message',
    set: { maxApiRequestCount: 0 },
    outcome: { kind: 'refused', code: 'INSUFFICIENT_CREDITS', about: 'account' },
  },
  {
    name: 'more than the minute allows was not sent and waits for the next minute',
    set: { requestsPerMinute: 0 },
    outcome: { kind: 'throttled', reason: 'RATE_LIMITED' },
  },
  { name: 'a sender without SMS is refused', sender: '+442079460958', outcome: aboutRecipient },
  {
    name: 'a sender that is no number does not leave',
    sender: 'LONGWAVE',
    outcome: { kind: 'refused', code: 'INVALID_SENDER', about: 'message' },
    requests: 0,
  },
]

describeHazards(twochat, startEmulator, { sender: SENDER, numbers: ['442079460991'] }, own)

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const connectTo = (url: string) => {
  const connection = twochat.connect({
    settings: { baseUrl: url },
    secrets: { apiKey: 'twochat-api-key' },
    allowPrivateHosts: true,
    maxConnections: 4,
    timeoutMs: 30_000,
    now: () => new Date(),
  })
  closing.unshift(() => connection.close())
  return connection
}

const connect = async (settings: object = {}) => {
  const emulator = await startEmulator(settings)
  closing.push(() => emulator.close())
  return { control: emulator.control, connection: connectTo(emulator.url) }
}

const order = (to: string, sender = SENDER) => ({
  sender,
  messages: [{ reference: 'era.1.1', to, text: 'Hi', parts: 1 }],
  callbackUrl: null,
  mayStart: () => true,
})

test('both numbers leave with their plus, also where the sender is kept without', async () => {
  const { connection, control } = await connect()
  await connection.send(order('442079460991', '17137157533'))
  expect(JSON.parse(control.requests()[0]?.body ?? '')).toEqual({
    from_number: SENDER,
    to_number: '+442079460991',
    text: 'Hi',
  })
})

test('a hashed number does not leave', async () => {
  const { connection, control } = await connect()
  const outcomes = await connection.send(order('a'.repeat(64)))
  expect(outcomes).toMatchObject([{ kind: 'refused', code: 'INVALID_NUMBER', about: 'recipient' }])
  expect(control.requests()).toEqual([])
})

test.each([
  ['+12025550123', 'US', true],
  ['+14165550123', 'CA', false],
  ['+18764567890', 'JM', false],
])('%s is of %s, and +1 alone does not decide', (number, country, isRefused) => {
  const { refusedCountries } = twochat.capabilities({})
  expect(parsePhone(number, 'GB')).toMatchObject({ country })
  expect(refusedCountries.includes(country)).toBe(isRefused)
})

describe('the quota', () => {
  test('is read from the account, and its rate too', async () => {
    const { connection } = await connect({
      requestsPerMinute: 240,
      apiRequestCount: 30,
      maxApiRequestCount: 100,
    })
    expect(await connection.allowance?.()).toEqual({ requestsPerMinute: 240, requestsLeft: 70 })
  })

  test.each([
    [80, 1],
    [30, 1],
    [600, 10],
  ])('of %i a minute makes a rate of %i a second', (requestsPerMinute, rate) => {
    expect(twochat.capabilities({ requestsPerMinute }).defaultRate).toBe(rate)
  })
})

test.each([
  ['blocked', { blocked: true }, 'ACCOUNT_BLOCKED'],
  ['unknown', { apiKey: 'another' }, 'HTTP 401'],
])('an account that is %s fails its test', async (_name, settings, problem) => {
  const { connection } = await connect(settings)
  await expect(connection.test()).rejects.toMatchObject({ code: 'INVALID_SETTINGS', params: { problem } })
})

describe('the list of numbers', () => {
  test('approves none, and asks a person about those in use', async () => {
    const { connection } = await connect()
    expect(await connection.listSenders?.()).toEqual([
      { value: '+17137157533', approved: false, toConfirm: true, name: 'Houston' },
      { value: '+442079460958', approved: false, toConfirm: true, name: 'Voice only' },
      { value: '+447700900123', approved: false, name: 'Given back' },
    ])
  })

  test('is read to its end, whatever the size of a page', async () => {
    const ownNumbers = Array.from({ length: 7 }, (_, n) => ({
      phone_number: `+4477009001${10 + n}`,
      iso_country_code: 'GB',
      friendly_name: `Line ${n}`,
      provider_type: 'mobile',
      is_toll_free: false,
      status_text: 'ACTIVE',
      sms: true,
    }))
    const { connection } = await connect({ ownNumbers, pageSize: 3 })
    expect(await connection.listSenders?.()).toHaveLength(7)
  })

  test('ends where there is no further page, and not where one is refused', async () => {
    const { connection, control } = await connect()
    control.hazard({ kind: 'status-before', on: ['numbers'], skip: 1, times: 1, status: 404 })
    expect(await connection.listSenders?.()).toHaveLength(3)
    control.hazard({ kind: 'status-before', on: ['numbers'], skip: 1, times: 1, status: 429 })
    await expect(connection.listSenders?.()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
  })

  test('ends where the page number is not obeyed', async () => {
    const page = '{"success": true, "numbers": [{"phone_number": "+447700900123", "status_text": "ACTIVE"}]}'
    const server = await startHostileServer(answering('200 OK', page))
    closing.push(server.stop)
    expect(await connectTo(server.url).listSenders?.()).toHaveLength(1)
    expect(server.requests).toHaveLength(2)
  })
})
