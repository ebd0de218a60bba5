import { expect, test } from 'vitest'
import { startEmulator } from '../../emulators/mesms/server.ts'
import { faultsOfTheWay, whole } from '../whole.ts'

const run = whole({
  provider: 'mesms',
  sender: 'LONGWAVE',
  settings: {
    defaultCountry: 'TH',
    batchSize: 4,
    pollAfterSeconds: [1, 2, 3, 4, 6, 8],
    lookupDelaySeconds: 1,
    pageSize: 100,
  },
  start: () => startEmulator({ processingMs: 50, receiptMs: 100 }),
})
let next = 66_812_000_000
const people = (n: number) => Array.from({ length: n }, () => String(next++))
const untaken = [1, 2, 3, 4]
const taken = [6, 7, 8, 9, 10, 11, 12, 13, 15, 16]

test('ME-SMS: requests in doubt are found in the list of messages, or are not there and were not sent', async () => {
  const numbers = people(120)
  const firsts = numbers.filter((_, n) => n % 4 === 0)
  const { control } = run.company()
  for (const fault of faultsOfTheWay(firsts)) control.hazard(fault)
  const one = (n: number) => ({ numbers: [numbers[n] ?? ''] })
  control.hazard({ kind: 'without-uuid', ...one(80) })
  control.hazard({ kind: 'other-figures', ...one(88) })
  control.hazard({ kind: 'refuse', ...one(92) })
  control.hazard({ kind: 'receipt-state', state: 'expired', ...one(93) })
  control.hazard({ kind: 'receipt-state', state: 'blocked', ...one(94) })
  control.hazard({ kind: 'receipt-state', state: 'timeout', ...one(95) })
  control.hazard({ kind: 'cursor-text', on: ['recipients'], share: 0.3 })
  const message = await run.send(numbers)
  await run.lookUp(message)
  await run.reported(message)
  await run.audit(message)
  const states = await run.states(message)
  const stateOf = (n: number) => states.get(firsts[n] ?? '')
  expect(untaken.map(stateOf)).toEqual(untaken.map(() => 'rejected'))
  expect([...taken, 0, 5, 14, 20].map(stateOf)).toEqual(Array(14).fill('delivered'))
  expect([92, 93, 94, 95].map((n) => states.get(numbers[n] ?? ''))).toEqual([
    'rejected',
    'expired',
    'blocked',
    'accepted',
  ])
})

test('ME-SMS: two messages with the same text to the same people, both in doubt, are not taken for each other', async () => {
  const { control } = run.company()
  control.reset()
  const numbers = people(3)
  control.hazard({ kind: 'reset-after', times: 1 })
  const first = await run.send(numbers)
  control.hazard({ kind: 'reset-before', times: 1 })
  const second = await run.send(numbers)
  await run.lookUp(first, second)
  // One of them was sent, and nobody can say which.
  for (const message of [first, second])
    expect([...(await run.states(message)).values()]).toEqual(['unknown', 'unknown', 'unknown'])
})

test('ME-SMS: a request refused with 200 stops the message, and it goes on where it stopped', async () => {
  const { control } = run.company()
  control.reset()
  control.hazard({ kind: 'ok-but-refused', times: 1, skip: 2 })
  const message = await run.send(people(40))
  await run.resume(message)
  await run.reported(message)
  await run.audit(message)
})
