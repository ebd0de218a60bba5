import { startEmulator } from '../../../emulators/advanta/server.ts'
import { describeHazards, type HazardCase } from '../contract-hazards.ts'
import {
  aboutAccount,
  aboutRecipient,
  accepted,
  doubts,
  envelopes,
  instead,
  numbers,
  refusals,
} from './hazard-answers.ts'
import { advanta } from './index.ts'

const [, second, third] = numbers as [string, string, string]

const aboutMessage = (code: string) => ({ kind: 'refused', code, about: 'message' })
const later = (reason: string, retryAfterMs: number) => ({ kind: 'throttled', reason, retryAfterMs })

/** What one code comes to: as a bare object about the request, for one number of three, and for all three. */
const codes: readonly [code: number, whole: object, one: object, all: object][] = [
  [1001, aboutMessage('INVALID_SENDER'), aboutRecipient('INVALID_SENDER'), aboutMessage('INVALID_SENDER')],
  [
    1002,
    aboutRecipient('NETWORK_NOT_ALLOWED'),
    aboutRecipient('NETWORK_NOT_ALLOWED'),
    aboutRecipient('NETWORK_NOT_ALLOWED'),
  ],
  [
    1003,
    aboutRecipient('INVALID_NUMBER'),
    aboutRecipient('INVALID_NUMBER'),
    aboutRecipient('INVALID_NUMBER'),
  ],
  [1004, aboutAccount('LOW_CREDIT'), aboutAccount('LOW_CREDIT'), aboutAccount('LOW_CREDIT')],
  [1005, later('FAILED', 60_000), aboutRecipient('FAILED'), later('FAILED', 60_000)],
  [
    1006,
    aboutAccount('INVALID_CREDENTIALS'),
    aboutAccount('INVALID_CREDENTIALS'),
    aboutAccount('INVALID_CREDENTIALS'),
  ],
  [1007, later('SYSTEM_ERROR', 60_000), aboutRecipient('SYSTEM_ERROR'), later('SYSTEM_ERROR', 60_000)],
  [
    1009,
    aboutMessage('UNSUPPORTED_DATA'),
    aboutRecipient('UNSUPPORTED_DATA'),
    aboutMessage('UNSUPPORTED_DATA'),
  ],
  [
    1010,
    aboutMessage('UNSUPPORTED_REQUEST'),
    aboutRecipient('UNSUPPORTED_REQUEST'),
    aboutMessage('UNSUPPORTED_REQUEST'),
  ],
  [1999, aboutMessage('CODE_1999'), aboutRecipient('CODE_1999'), aboutRecipient('CODE_1999')],
  [
    4090,
    later('INTERNAL_ERROR', 300_000),
    later('INTERNAL_ERROR', 300_000),
    later('INTERNAL_ERROR', 300_000),
  ],
  [
    4091,
    aboutAccount('PARTNER_ID_MISSING'),
    aboutAccount('PARTNER_ID_MISSING'),
    aboutAccount('PARTNER_ID_MISSING'),
  ],
  [4092, aboutAccount('API_KEY_MISSING'), aboutAccount('API_KEY_MISSING'), aboutAccount('API_KEY_MISSING')],
  [
    4093,
    aboutAccount('DETAILS_NOT_FOUND'),
    aboutRecipient('DETAILS_NOT_FOUND'),
    aboutAccount('DETAILS_NOT_FOUND'),
  ],
]

const byCode = codes.flatMap(([code, whole, one, all]): HazardCase[] => {
  // A list that is refused for what may be one number's fault is divided until each number stands alone.
  const isDivided = code === 1002 || code === 1003
  return [
    {
      name: `${code} for the request`,
      hazards: [{ kind: 'refuse-all', code }],
      outcome: whole,
      requests: isDivided ? 5 : 1,
    },
    {
      name: `${code} for one number`,
      hazards: [{ kind: 'refuse', code, numbers: [second] }],
      outcome: [accepted, one, accepted],
    },
    { name: `${code} for each number`, hazards: instead(refusals(code, code, code)), outcome: all },
  ]
})

const limits: HazardCase[] = [
  {
    name: '1104 for a list that is too long',
    set: { listLimit: 2 },
    outcome: accepted,
    requests: 3,
  },
  {
    name: '1014, which 1104 may have been meant to be',
    set: { listLimit: 1, tooManyCode: 1014 },
    outcome: accepted,
    requests: 5,
  },
  {
    name: '1012 for a list',
    set: { listLimit: 2, tooManyCode: 1012 },
    outcome: accepted,
    requests: 3,
  },
  {
    name: '1104 for a single number',
    hazards: [{ kind: 'refuse-all', code: 1104 }],
    outcome: aboutMessage('TOO_MANY_NUMBERS'),
    requests: 3,
  },
  {
    name: '1104 for the numbers at the end of a list',
    hazards: [{ kind: 'refuse', code: 1104, numbers: [third] }],
    outcome: [accepted, accepted, later('TOO_MANY_NUMBERS', 1_000)],
  },
  {
    name: 'one number that spoils the list',
    hazards: [{ kind: 'refuse-all', code: 1003, numbers: [third] }],
    outcome: [accepted, accepted, aboutRecipient('INVALID_NUMBER')],
    requests: 3,
  },
  {
    name: 'credit that runs out within the list',
    set: { credit: 2 },
    outcome: [accepted, accepted, aboutAccount('LOW_CREDIT')],
  },
  { name: 'a sender that is not ours', sender: 'longwave', outcome: aboutMessage('INVALID_SENDER') },
  { name: 'a wrong key', secrets: { apikey: 'another' }, outcome: aboutAccount('INVALID_CREDENTIALS') },
  {
    name: 'a system error where the pause is 0',
    settings: { failurePauseSeconds: 0 },
    hazards: [{ kind: 'refuse-all', code: 1007 }],
    outcome: aboutAccount('SYSTEM_ERROR'),
  },
]

describeHazards(advanta, startEmulator, { sender: 'LONGWAVE', numbers, operation: 'sendsms' }, [
  ...byCode,
  ...envelopes,
  ...doubts,
  ...limits,
])
describeHazards(
  advanta,
  startEmulator,
  { sender: 'LONGWAVE', numbers: numbers.slice(0, 1), operation: 'sendsms' },
  [
    { name: 'an entry of its own, in no list', hazards: [{ kind: 'bare-entry' }], outcome: accepted },
    {
      name: 'a refusal of its own, in no list',
      hazards: [{ kind: 'bare-entry' }, { kind: 'refuse', code: 1003 }],
      outcome: aboutRecipient('INVALID_NUMBER'),
    },
  ],
)
