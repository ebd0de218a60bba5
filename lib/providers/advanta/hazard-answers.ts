import { expect } from 'vitest'
import type { HazardCase } from '../contract-hazards.ts'

export const numbers = ['254712000001', '254112000002', '254722000003']
const [first, second, third] = numbers as [string, string, string]

export const accepted = { kind: 'accepted', reference: expect.stringMatching(/^\d+$/) }
const unknown = (reason: string) => ({ kind: 'unknown', reason })
export const aboutRecipient = (code: string) => ({ kind: 'refused', code, about: 'recipient' })
export const aboutAccount = (code: string) => ({ kind: 'refused', code, about: 'account' })

/** An answer of our own in place of one to a request that the emulator does not look at, or has taken. */
export const instead = (body: unknown, status = 200) => [
  { kind: 'status-before', status, body: typeof body === 'string' ? body : JSON.stringify(body) },
]
const insteadOfTaken = (body: unknown, status = 200) => [
  { kind: 'status-after', status, body: typeof body === 'string' ? body : JSON.stringify(body) },
]
export const refusals = (...codes: number[]) => ({
  responses: codes.map((code, n) => ({ 'response-code': code, mobile: numbers[n] })),
})

export const envelopes: HazardCase[] = [
  { name: 'the misspelt key', hazards: [{ kind: 'misspelt-key' }], outcome: accepted },
  {
    name: 'the misspelt key in a refusal',
    hazards: [{ kind: 'misspelt-key' }, { kind: 'refuse', code: 1003, numbers: [first] }],
    outcome: [aboutRecipient('INVALID_NUMBER'), accepted, accepted],
  },
  {
    name: 'the misspelt key in a bare refusal',
    hazards: [{ kind: 'misspelt-key' }, { kind: 'refuse-all', code: 1004 }],
    outcome: aboutAccount('LOW_CREDIT'),
  },
  { name: 'ids as text', hazards: [{ kind: 'id-text' }], outcome: accepted },
  { name: 'ids as numbers', hazards: [{ kind: 'id-number' }], outcome: accepted },
  { name: 'numbers as numbers', hazards: [{ kind: 'mobile-number' }], outcome: accepted },
  {
    name: 'networks as text',
    hazards: [{ kind: 'network-text' }],
    outcome: { kind: 'accepted', network: 1 },
  },
  { name: 'codes as text', hazards: [{ kind: 'code-text' }], outcome: accepted },
  { name: 'a bare list', hazards: [{ kind: 'array-envelope' }], outcome: accepted },
  { name: 'a list named payload', hazards: [{ kind: 'payload-envelope' }], outcome: accepted },
  {
    name: 'entries in another order',
    hazards: [{ kind: 'shuffle' }, { kind: 'refuse', code: 1003, numbers: [third] }],
    outcome: [accepted, accepted, aboutRecipient('INVALID_NUMBER')],
  },
  {
    name: 'an entry too few',
    hazards: [{ kind: 'omit', numbers: [second] }],
    outcome: [accepted, unknown('NOT_MENTIONED'), accepted],
  },
  { name: 'an entry twice', hazards: [{ kind: 'repeat', numbers: [second] }], outcome: accepted },
  {
    name: 'entries that contradict each other',
    hazards: instead([1003, 1004].map((code) => ({ 'response-code': code, mobile: first }))),
    outcome: unknown('NOT_MENTIONED'),
  },
  {
    name: 'a refusal and a success for one number',
    hazards: insteadOfTaken([
      ...[1003, 200].map((code) => ({ 'response-code': code, mobile: first, messageid: 7 })),
      ...[second, third].map((mobile) => ({ 'response-code': 200, mobile, messageid: 8 })),
    ]),
    outcome: accepted,
  },
  {
    name: 'numbers of nobody',
    hazards: insteadOfTaken(
      refusals(200, 200, 200).responses.map((entry) => ({ ...entry, mobile: '254700000000' })),
    ),
    outcome: unknown('NOT_MENTIONED'),
  },
  {
    name: 'numbers as people write them',
    hazards: insteadOfTaken([
      { 'response-code': 200, mobile: '0712000001', messageid: 1 },
      { 'response-code': 200, mobile: '+254112000002', messageid: 2 },
      { 'response-code': 200, mobile: 254722000003, messageid: 3 },
    ]),
    outcome: [1, 2, 3].map((id) => ({ kind: 'accepted', reference: String(id) })),
  },
  {
    name: 'ids beyond what a JavaScript number holds',
    hazards: insteadOfTaken(
      `[${numbers.map((mobile) => `{"response-code":200,"mobile":"${mobile}","messageid":12345678901234567890}`)}]`,
    ),
    outcome: { kind: 'accepted', reference: '12345678901234567890' },
  },
  {
    name: 'no ids',
    hazards: insteadOfTaken(refusals(200, 200, 200)),
    outcome: { kind: 'accepted', reference: null },
  },
  {
    name: 'a refusal with HTTP 400',
    hazards: [
      { kind: 'refusal-status', status: 400 },
      { kind: 'refuse-all', code: 1004 },
    ],
    outcome: aboutAccount('LOW_CREDIT'),
  },
  {
    name: 'the broken refusal of the document',
    hazards: [{ kind: 'stray-quote' }, { kind: 'refuse-all', code: 1006 }],
    outcome: { ...aboutAccount('INVALID_CREDENTIALS'), reason: expect.stringContaining('1006') },
  },
]

export const doubts: HazardCase[] = [
  {
    name: '429 that names messages',
    hazards: insteadOfTaken(
      [first, second, third].map((mobile) => ({ 'response-code': 200, mobile, messageid: 7 })),
      429,
    ),
    outcome: { ...unknown('HTTP_429'), reference: '7' },
  },
  {
    name: 'a broken success',
    hazards: insteadOfTaken(`{"response-code":200,"response-description":"Success"'}`),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'a broken refusal of another kind',
    hazards: instead('{"response-code":1006,"response-description":"Invalid credentials"'),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'one success for three numbers',
    hazards: insteadOfTaken({ 'response-code': 200, 'response-description': 'Success' }),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: 'a success with HTTP 500',
    hazards: insteadOfTaken(refusals(200, 200, 200), 500),
    outcome: unknown('HTTP_500'),
  },
  {
    name: 'a refusal with HTTP 500',
    hazards: insteadOfTaken({ 'response-code': 1006 }, 500),
    outcome: unknown('HTTP_500'),
  },
  {
    name: 'an id with HTTP 502',
    hazards: insteadOfTaken(
      numbers.map((mobile) => ({ 'response-code': 1007, mobile, messageid: 5 })),
      502,
    ),
    outcome: { ...unknown('HTTP_502'), reference: '5' },
  },
  {
    name: 'an id without a code',
    hazards: insteadOfTaken(numbers.map((mobile, n) => ({ mobile, messageid: n + 1 }))),
    outcome: [1, 2, 3].map((n) => ({ ...unknown('ANSWER_NOT_UNDERSTOOD'), reference: String(n) })),
  },
  {
    name: 'an error of the gateway beside an id',
    hazards: insteadOfTaken(
      [1005, 1007, 4090].map((code, n) => ({ 'response-code': code, mobile: numbers[n], messageid: n + 1 })),
    ),
    outcome: ['FAILED', 'SYSTEM_ERROR', 'INTERNAL_ERROR'].map((reason, n) => ({
      ...unknown(reason),
      reference: String(n + 1),
    })),
  },
  {
    name: '1008, which is about reports',
    hazards: instead(refusals(1008, 1008, 1008)),
    outcome: unknown('NO_REPORT'),
  },
  {
    name: 'a code that is no number',
    hazards: instead({ 'response-code': 'OK' }),
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: '403 with a web page, as from a host that does not know our address',
    hazards: instead('<h1>Forbidden</h1>', 403),
    outcome: unknown('HTTP_403'),
  },
  {
    name: 'a refusal behind a redirect',
    hazards: instead({ 'response-code': 1006 }, 302),
    outcome: unknown('HTTP_302'),
  },
]
