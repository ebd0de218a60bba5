import { describe, expect, test } from 'vitest'
import { startEmulator } from '../../../emulators/voximplant/server.ts'
import { describeHazards, type HazardCase } from '../contract-hazards.ts'
import { accepted, codes, instead, insteadOfTaken, ofBoth, refused, unknown } from './hazard-cases.ts'
import { voximplant } from './index.ts'
import { makeCredentials } from './test-credentials.ts'

const credentials = makeCredentials()

const numbers = ['447443334011', '447443334012', '447443334013']
const [first, second, third] = numbers as [string, string, string]

const ofTwoWay: HazardCase[] = [
  ...codes.map(
    ([code, outcome]): HazardCase => ({
      name: String(code),
      hazards: [{ kind: 'refuse-all', code }],
      outcome,
    }),
  ),
  ...ofBoth,
  {
    name: 'no id, as in the guide',
    hazards: [{ kind: 'without-id' }],
    outcome: { kind: 'accepted', reference: null, parts: 1 },
  },
  {
    name: 'a result that is text',
    hazards: insteadOfTaken({ result: '1', message_id: '123', fragments_count: '2' }),
    outcome: { kind: 'accepted', reference: '123', parts: 2 },
  },
  { name: 'a result of 0', hazards: instead({ result: 0 }), outcome: unknown('ANSWER_NOT_UNDERSTOOD') },
  {
    name: 'a success with HTTP 404',
    hazards: insteadOfTaken({ result: 1, message_id: 123 }, 404),
    outcome: unknown('HTTP_404'),
  },
  {
    name: 'a sender whose SMS is switched off',
    sender: '447443332299',
    outcome: refused('SMS_DISABLED', 'message'),
  },
  {
    name: 'a sender that is not ours',
    sender: '447000000000',
    outcome: { kind: 'refused', about: 'message' },
  },
  {
    name: 'a failure is tried once more where there is a pause for it',
    hazards: [{ kind: 'refuse-all', code: 385 }],
    settings: { failurePauseSeconds: 30 },
    outcome: { kind: 'throttled', retryAfterMs: 30_000, reason: 'SENDING_FAILED' },
  },
  { name: 'a sender with a plus', sender: '+447443332211', outcome: accepted },
]

const success = (to: string, id: object) => ({ destination_number: to, ...id })

const ofA2p: HazardCase[] = [
  ...codes.flatMap(([code, whole, one]): HazardCase[] => [
    {
      name: `${code} for the request`,
      hazards: [{ kind: 'refuse-all', code }],
      outcome: whole,
      requests: JSON.stringify(whole).includes('"recipient"') ? 5 : 1,
    },
    {
      name: `${code} for one number`,
      hazards: [{ kind: 'refuse', code, numbers: [second] }],
      outcome: [accepted, one, accepted],
    },
  ]),
  ...ofBoth,
  {
    name: 'a failure of all is tried once more where there is a pause for it',
    hazards: [{ kind: 'refuse', code: 385 }],
    settings: { failurePauseSeconds: 30 },
    outcome: { kind: 'throttled', retryAfterMs: 30_000, reason: 'SENDING_FAILED' },
  },
  {
    name: 'a failure of one among many keeps nobody waiting',
    hazards: [{ kind: 'refuse', code: 385, numbers: [second] }],
    settings: { failurePauseSeconds: 30 },
    outcome: [accepted, refused('SENDING_FAILED', 'recipient'), accepted],
  },
  {
    name: 'one number that spoils the request',
    hazards: [{ kind: 'refuse-all', code: 506, numbers: [third] }],
    outcome: [accepted, accepted, refused('NO_ROUTE', 'recipient')],
    requests: 3,
  },
  {
    name: 'another order',
    hazards: [{ kind: 'shuffle' }, { kind: 'refuse', numbers: [first] }],
    outcome: [refused('SENDING_FAILED', 'recipient'), accepted, accepted],
  },
  {
    name: 'a number in neither list',
    hazards: [{ kind: 'omit', numbers: [second] }],
    outcome: [accepted, unknown('NOT_MENTIONED'), accepted],
  },
  {
    name: 'a number in both lists',
    hazards: insteadOfTaken({
      result: numbers.map((to) => success(to, { message_id: 7 })),
      failed: [success(second, { error_code: 385 })],
    }),
    outcome: [accepted, { ...unknown('CONTRADICTORY'), reference: '7' }, accepted],
  },
  {
    name: 'the guide’s name of the id',
    hazards: [{ kind: 'transaction-id' }],
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^transaction:/) },
  },
  {
    name: 'no ids',
    hazards: [{ kind: 'without-id' }],
    outcome: { kind: 'accepted', reference: null },
  },
  {
    name: 'numbers as numbers and with a plus',
    hazards: insteadOfTaken({
      result: [
        success(`+${first}`, { message_id: 1 }),
        { destination_number: Number(second), message_id: 2 },
      ],
      failed: [{ destination_number: Number(third), error_code: '14', error_description: 'x' }],
    }),
    outcome: [accepted, accepted, unknown('GATEWAY_ERROR')],
  },
  {
    name: 'a failure without a code',
    hazards: [
      { kind: 'refuse', numbers: [third] },
      ...insteadOfTaken({
        result: [first, second].map((to) => success(to, { message_id: 1 })),
        failed: [success(third, { error_description: 'No' })],
      }),
    ],
    outcome: [accepted, accepted, expect.objectContaining({ kind: 'refused' })],
  },
  {
    name: 'a success that is only a number',
    hazards: insteadOfTaken({ result: 1, fragments_count: 1 }),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'fragments of which nobody knows whose they are',
    hazards: insteadOfTaken({
      result: numbers.map((to, n) => success(to, { message_id: n })),
      fragments_count: 3,
    }),
    outcome: expect.not.objectContaining({ parts: expect.anything() }) as object,
  },
  {
    name: 'fragments that can only be those of each',
    hazards: insteadOfTaken({
      result: numbers.map((to, n) => success(to, { message_id: n })),
      fragments_count: 2,
    }),
    outcome: { kind: 'accepted', parts: 2 },
  },
  {
    name: 'money that runs out within the list',
    set: { balance: 0.02 },
    outcome: [accepted, accepted, refused('INSUFFICIENT_FUNDS', 'account')],
  },
  {
    name: 'a SenderID that is not installed',
    sender: 'STRANGER',
    outcome: refused('INVALID_SENDER', 'message'),
  },
]

const ofService = (service: string) => async () => {
  const emulator = await startEmulator({ credentials })
  const account = () => {
    const { settings, secrets } = emulator.control.account()
    return { settings: { ...settings, service }, secrets }
  }
  return { ...emulator, control: { ...emulator.control, account } }
}

describe('two-way', () => {
  const options = { sender: '447443332211', numbers: [first], operation: 'SendSmsMessage' }
  describeHazards(voximplant, ofService('two-way'), options, ofTwoWay)
})

describe('a2p', () => {
  const options = { sender: 'LONGWAVE', numbers, operation: 'A2PSendSms' }
  describeHazards(voximplant, ofService('a2p'), options, ofA2p)
})

test('what a request may carry', () => {
  expect(voximplant.capabilities({})).toMatchObject({
    batch: { size: 1 },
    textLimit: { characters: 765, parts: 24 },
    senderForm: 'e164',
    senderList: true,
  })
  expect(voximplant.capabilities({ service: 'a2p' })).toMatchObject({
    batch: { size: 100, texts: 'one' },
    textLimit: { characters: 1_600, parts: 24 },
    senderForm: 'text',
    senderList: false,
  })
})
