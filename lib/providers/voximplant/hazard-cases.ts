import { expect } from 'vitest'
import type { HazardCase } from '../contract-hazards.ts'

export const accepted = { kind: 'accepted', reference: expect.stringMatching(/^\d+$/) }
export const unknown = (reason: string) => ({ kind: 'unknown', reason })
export const refused = (code: string, about: string) => ({ kind: 'refused', code, about })
const later = (reason: string, retryAfterMs: number) => ({ kind: 'throttled', reason, retryAfterMs })

const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))
/** An answer of our own to a request that the emulator does not look at, or has taken. */
export const instead = (body: unknown, status = 200) => [
  { kind: 'status-before', status, body: textOf(body) },
]
export const insteadOfTaken = (body: unknown, status = 200) => [
  { kind: 'status-after', status, body: textOf(body) },
]

/** Every code that matters: what it is for a request, and for one number of several that were accepted. */
export const codes: readonly [code: number, whole: object, one: object][] = [
  [1, unknown('FATAL_ERROR'), unknown('FATAL_ERROR')],
  [2, unknown('INTERNAL_ERROR'), unknown('INTERNAL_ERROR')],
  [4, unknown('DATABASE_ERROR'), unknown('DATABASE_ERROR')],
  [14, unknown('GATEWAY_ERROR'), unknown('GATEWAY_ERROR')],
  [340, later('RATE_LIMITED', 5_000), later('RATE_LIMITED', 5_000)],
  [515, later('DONE_RECENTLY', 60_000), later('DONE_RECENTLY', 60_000)],
  ...(
    [
      [5, 'BILLING_FAILED', 'account', 'account'],
      [100, 'AUTHORIZATION_FAILED', 'account', 'account'],
      [101, 'INVALID_ARGUMENTS', 'message', 'recipient'],
      [102, 'COMMAND_MISSING', 'account', 'account'],
      [103, 'COMMAND_UNKNOWN', 'account', 'account'],
      [104, 'COMMAND_FORBIDDEN', 'account', 'account'],
      [121, 'INVALID_NUMBER', 'recipient', 'recipient'],
      [127, 'INSUFFICIENT_FUNDS', 'account', 'account'],
      [385, 'SENDING_FAILED', 'recipient', 'recipient'],
      [386, 'SMS_DISABLED', 'message', 'recipient'],
      [422, 'INVALID_SENDER', 'message', 'recipient'],
      [423, 'INVALID_NUMBER', 'recipient', 'recipient'],
      [470, 'INVALID_DIRECTION', 'message', 'recipient'],
      [497, 'VALUE_OUT_OF_RANGE', 'message', 'recipient'],
      [499, 'VALUE_TOO_LONG', 'message', 'recipient'],
      [506, 'NO_ROUTE', 'recipient', 'recipient'],
      [507, 'INVALID_SENDER', 'message', 'recipient'],
      [508, 'INVALID_TEXT', 'message', 'recipient'],
      [509, 'A2P_DISABLED', 'message', 'recipient'],
      [528, 'SMS_NOT_SUPPORTED', 'message', 'recipient'],
      [9999, 'CODE_9999', 'message', 'recipient'],
    ] as const
  ).map(([code, word, whole, one]): [number, object, object] => [
    code,
    refused(word, whole),
    refused(word, one),
  ]),
]
const tokenCodes: readonly [code: number, word: string][] = [
  [447, 'INVALID_TOKEN'],
  [454, 'TOKEN_LIVES_TOO_LONG'],
  [455, 'TOKEN_FROM_THE_FUTURE'],
  [456, 'TOKEN_EXPIRED'],
]

export const ofBoth: HazardCase[] = [
  {
    name: '429 that names a message is in doubt',
    hazards: insteadOfTaken({ result: 1, message_id: 7 }, 429),
    outcome: unknown('HTTP_429'),
  },
  {
    name: 'a status that a person has named is tried again',
    hazards: instead({}, 420),
    settings: { retryStatuses: [420] },
    outcome: { kind: 'throttled', reason: 'RATE_LIMITED' },
  },
  ...tokenCodes.flatMap(([code, word]): HazardCase[] => [
    {
      name: `${code} for the token, twice`,
      hazards: [{ kind: 'refuse-all', code }],
      outcome: refused(word, 'account'),
      requests: 2,
    },
    {
      name: `${code} for the token, once`,
      hazards: [{ kind: 'refuse-all', code, times: 1 }],
      outcome: accepted,
      requests: 2,
    },
  ]),
  {
    name: 'an error under errors',
    hazards: [{ kind: 'errors-plural' }, { kind: 'refuse-all', code: 127 }],
    outcome: { ...refused('INSUFFICIENT_FUNDS', 'account'), reason: expect.stringMatching(/^127 /) },
  },
  {
    name: 'a bare error',
    hazards: [{ kind: 'bare-error' }, { kind: 'refuse-all', code: 127 }],
    outcome: refused('INSUFFICIENT_FUNDS', 'account'),
  },
  {
    name: 'an error with HTTP 400',
    hazards: [
      { kind: 'error-status', status: 400 },
      { kind: 'refuse-all', code: 127 },
    ],
    outcome: refused('INSUFFICIENT_FUNDS', 'account'),
  },
  {
    name: 'an error with HTTP 500',
    hazards: [
      { kind: 'error-status', status: 500 },
      { kind: 'refuse-all', code: 127 },
    ],
    outcome: unknown('HTTP_500'),
  },
  {
    name: 'an error whose code is text',
    hazards: instead({ error: { code: '127', msg: 'No money' } }),
    outcome: { ...refused('INSUFFICIENT_FUNDS', 'account'), reason: '127 No money' },
  },
  {
    name: 'an error without a code',
    hazards: instead({ error: { msg: 'Something' } }),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'a result beside an error',
    hazards: insteadOfTaken({ result: 1, error: { code: 127, msg: '' } }),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: '401 without a body',
    hazards: instead('', 401),
    outcome: unknown('HTTP_401'),
  },
  { name: 'ids as text', hazards: [{ kind: 'id-text' }], outcome: accepted },
  { name: 'no money', set: { balance: 0 }, outcome: refused('INSUFFICIENT_FUNDS', 'account') },
]
