import { expect, test } from 'vitest'
import { sendDivided, sendInTurn } from './divide-request.ts'
import type { SendOutcome } from './provider.ts'

const accepted: SendOutcome = { kind: 'accepted', reference: 'a' }
const refused: SendOutcome = { kind: 'refused', code: 'NO', reason: '', about: 'recipient' }
const tooLate: SendOutcome = { kind: 'throttled', retryAfterMs: 0, reason: 'TOO_LATE' }
const noCredit: SendOutcome = { kind: 'refused', code: 'LOW_CREDIT', reason: '', about: 'account' }
const unknown: SendOutcome = { kind: 'unknown', reason: 'TIMEOUT' }

/** Sends requests that come to this, and answers what each recipient was told and how many requests left. */
const inTurn = async (...answers: SendOutcome[][]) => {
  let left = 0
  const send = (answer: SendOutcome[]) => async () => {
    left += 1
    return answer
  }
  const outcomes = await sendInTurn(answers.map((answer) => ({ count: answer.length, send: send(answer) })))
  return { outcomes, left }
}

test('one request after the other, each with its own outcomes', async () => {
  expect(await inTurn([accepted, refused], [unknown, accepted], [refused])).toEqual({
    outcomes: [accepted, refused, unknown, accepted, refused],
    left: 3,
  })
})

test.each([
  ['what came too late', [tooLate], tooLate],
  ['credit that ran out within a request', [accepted, noCredit], noCredit],
  ['an unknown outcome', [unknown, unknown], { kind: 'throttled', reason: 'NOT_TRIED' }],
])('after %s nothing else leaves', async (_name, first, rest) => {
  const { outcomes, left } = await inTurn(first as SendOutcome[], [accepted, accepted], [accepted])
  expect(outcomes.slice(0, first.length)).toEqual(first)
  expect(outcomes.slice(first.length)).toMatchObject([rest, rest, rest])
  expect(left).toBe(1)
})

test('a list that is refused for one number reaches all the others, each once', async () => {
  const taken: number[] = []
  const outcomes = await sendDivided([1, 2, 3, 4, 5, 6, 7], async (items) => {
    if (items.includes(3)) return { outcomes: items.map(() => refused), divide: true }
    taken.push(...items)
    return { outcomes: items.map(() => accepted) }
  })
  expect(outcomes).toEqual([accepted, accepted, refused, accepted, accepted, accepted, accepted])
  expect(taken).toEqual([1, 2, 4, 5, 6, 7])
})

test('a list that is too long is sent in lists that are short enough', async () => {
  const sizes: number[] = []
  const outcomes = await sendDivided(Array.from({ length: 10 }), async (items) => {
    if (items.length > 3) return { outcomes: items.map(() => refused), divide: true }
    sizes.push(items.length)
    return { outcomes: items.map(() => accepted) }
  })
  expect(outcomes).toEqual(Array(10).fill(accepted))
  expect(sizes).toEqual([3, 2, 3, 2])
})
