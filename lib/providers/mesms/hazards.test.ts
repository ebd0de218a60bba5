import { expect } from 'vitest'
import { startEmulator } from '../../../emulators/mesms/server.ts'
import { describeHazards, type HazardCase } from '../contract-hazards.ts'
import { mesms } from './index.ts'

const NUMBERS = ['66812345678', '66898765432', '66612345678']

const unknown = (reason: string) => ({ kind: 'unknown', reason })
const answer = (status: number, body: string) => [{ kind: 'status-before', status, body }]

/** All three, the first two, and two of them alone: then it is clear that it is not the numbers. */
const UNTIL_CLEAR = 4

const own: HazardCase[] = [
  {
    name: 'all are accepted under one uuid',
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  },
  {
    name: 'an answer with other figures is accepted',
    hazards: [{ kind: 'other-figures' }],
    outcome: { kind: 'accepted', reference: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  },
  {
    name: 'an answer without uuid is in doubt',
    hazards: [{ kind: 'without-uuid' }],
    outcome: unknown('ANSWER_NOT_UNDERSTOOD'),
  },
  {
    name: '429 that names a message is in doubt',
    hazards: [{ kind: 'status-after', status: 429, body: '{"uuid": "abc"}' }],
    outcome: { ...unknown('HTTP_429'), reference: 'abc' },
  },
  {
    name: 'an invalid parameter stops the message',
    hazards: [
      { kind: 'refuse-all', status: 400, code: 'INVALID_CONTENT', message: 'Content is not allowed' },
    ],
    outcome: {
      kind: 'refused',
      code: 'INVALID_CONTENT',
      about: 'message',
      reason: 'Content is not allowed',
    },
    requests: UNTIL_CLEAR,
  },
  {
    name: 'a refusal without code is REFUSED',
    hazards: [{ kind: 'refuse-all', status: 400 }, { kind: 'without-code' }],
    outcome: { kind: 'refused', code: 'REFUSED', about: 'message' },
    requests: UNTIL_CLEAR,
  },
  {
    name: 'a sender that is not approved stops the message',
    sender: 'WAITING',
    outcome: { kind: 'refused', code: 'SENDER_NOT_APPROVED', about: 'message' },
    requests: UNTIL_CLEAR,
  },
  {
    name: 'a request that is too large for a proxy stops the message',
    hazards: answer(413, '<h1>Request Entity Too Large</h1>'),
    outcome: { kind: 'refused', code: 'TOO_LARGE', about: 'message' },
    requests: UNTIL_CLEAR,
  },
  {
    name: 'one number that spoils the request is refused alone',
    hazards: [{ kind: 'refuse-all', status: 400, code: 'INVALID_MSISDN', numbers: [NUMBERS[0]] }],
    outcome: [
      { kind: 'refused', code: 'INVALID_MSISDN', about: 'recipient' },
      { kind: 'accepted' },
      { kind: 'accepted' },
    ],
    requests: 5,
  },
  {
    name: 'doubt about one part of a divided request keeps the rest from leaving',
    hazards: [
      { kind: 'refuse-all', status: 400, times: 1 },
      { kind: 'reset-after', skip: 1, times: 1 },
    ],
    outcome: [unknown('CONNECTION_LOST'), unknown('CONNECTION_LOST'), { kind: 'throttled' }],
    requests: 2,
  },
  {
    name: '401 stops the message',
    secrets: { apiKey: 'no' },
    outcome: { kind: 'refused', code: 'UNAUTHORIZED', about: 'account' },
  },
  {
    name: 'a key without the scope to send stops the message',
    secrets: { apiKey: 'mesms-read-only' },
    outcome: { kind: 'refused', about: 'account' },
  },
  {
    name: '402 stops the message',
    set: { credit: 0 },
    outcome: { kind: 'refused', code: 'INSUFFICIENT_CREDITS', about: 'account' },
  },
  {
    name: 'no credit, with status 400, stops the message',
    hazards: [{ kind: 'refuse-all', status: 400, code: 'INSUFFICIENT_CREDITS' }],
    outcome: { kind: 'refused', code: 'INSUFFICIENT_CREDITS', about: 'account' },
  },
  {
    name: '404 in its words stops the message',
    hazards: answer(404, '{"error": "Not found"}'),
    outcome: { kind: 'refused', code: 'REFUSED', about: 'account' },
  },
  { name: '404 without JSON is in doubt', hazards: answer(404, 'Not found'), outcome: unknown('HTTP_404') },
  {
    name: '409 stops the message',
    hazards: answer(409, '{"error": "Conflict", "code": "DUPLICATE"}'),
    outcome: { kind: 'refused', code: 'DUPLICATE', about: 'message' },
  },
  {
    name: '400 without JSON is in doubt',
    hazards: answer(400, '<h1>Bad</h1>'),
    outcome: unknown('HTTP_400'),
  },
  {
    name: '500 in its words is in doubt',
    hazards: answer(500, '{"error": "Internal error", "code": "INTERNAL"}'),
    outcome: unknown('HTTP_500'),
  },
  {
    name: '200 with an error is a refusal',
    hazards: [{ kind: 'ok-but-refused' }],
    outcome: { kind: 'refused' },
  },
  {
    name: 'an error that names a message is in doubt',
    hazards: answer(400, '{"error": "Odd", "uuid": "5f3c"}'),
    outcome: unknown('HTTP_400'),
  },
]

describeHazards(mesms, startEmulator, { sender: 'LONGWAVE', numbers: NUMBERS }, own)
describeHazards(mesms, startEmulator, { sender: 'LONGWAVE', numbers: NUMBERS.slice(0, 1) }, [
  {
    name: 'a number that is alone is refused alone',
    hazards: [{ kind: 'refuse-all', status: 400, code: 'INVALID_MSISDN' }],
    outcome: { kind: 'refused', code: 'INVALID_MSISDN', about: 'recipient' },
  },
  { name: 'the parts of a number that is alone', outcome: { kind: 'accepted', parts: 1 } },
])
