import { expect, test } from 'vitest'
import { getAccountHealth } from '#lib/accounts/get-account-health.ts'
import { hashPhone } from '#lib/sms/phone-hash.ts'
import { startEmulator } from '../../emulators/advanta/server.ts'
import { faultsOfTheWay, whole } from '../whole.ts'

const run = whole({
  provider: 'advanta',
  sender: 'LONGWAVE',
  settings: {
    defaultCountry: 'KE',
    listSize: 5,
    bulkSize: 4,
    pollAfterSeconds: [1, 2, 3, 4, 6, 8],
    failurePauseSeconds: 1,
  },
  start: () => startEmulator({ receiptMs: 100 }),
})
let next = 254_711_000_000
const people = (n: number) => Array.from({ length: n }, () => String(next++))

/** Shapes that hosts of this gateway write one and the same answer in. */
const shapes = [
  'misspelt-key',
  'id-text',
  'id-number',
  'mobile-number',
  'network-text',
  'code-text',
  'array-envelope',
  'payload-envelope',
  'shuffle',
  'client-id-text',
]

test('Advanta: lists are taken, whatever shape the answers have, and whatever becomes of requests', async () => {
  const { control } = run.company()
  // Five numbers a request: the first of each five is hit.
  const numbers = people(150)
  const firsts = numbers.filter((_, n) => n % 5 === 0)
  for (const fault of faultsOfTheWay(firsts)) control.hazard(fault)
  shapes.forEach((kind, n) => void control.hazard({ kind, numbers: [firsts[17 + n] ?? ''] }))
  const one = (n: number) => ({ numbers: [numbers[n] ?? ''] })
  control.hazard({ kind: 'refuse', code: 1003, ...one(136) })
  control.hazard({ kind: 'omit', ...one(137) })
  control.hazard({ kind: 'repeat', ...one(138) })
  control.hazard({ kind: 'receipt-state', state: 'AbsentSubscriber', ...one(139) })
  control.hazard({ kind: 'receipt-state', state: 'SenderName Blacklisted', ...one(140) })
  control.hazard({ kind: 'receipt-early', ...one(141) })
  control.hazard({ kind: 'receipt-twice', ...one(142) })
  control.hazard({ kind: 'receipt-disordered', ...one(143) })
  control.hazard({ kind: 'receipt-lost', ...one(144) })
  control.set({ callbackUrl: run.callbackUrl() })
  const message = await run.send(numbers)
  await run.reported(message, 1)
  await run.audit(message)
  const states = await run.states(message)
  const stateOf = (n: number) => states.get(numbers[n] ?? '')
  expect([136, 137, 138, 139, 140, 141, 142, 143, 144].map(stateOf)).toEqual([
    'rejected',
    'unknown',
    'delivered',
    'undelivered',
    'blocked',
    'delivered',
    'delivered',
    'delivered',
    'accepted',
  ])
  expect(firsts.slice(17, 27).map((number) => states.get(number))).toEqual(Array(10).fill('delivered'))
})

test('Advanta: texts of their own travel together, as many as the host takes, and each person gets theirs', async () => {
  const { control } = run.company()
  control.reset()
  control.set({ callbackUrl: '' })
  control.hazard({ kind: 'client-id-missing', times: 1 })
  control.hazard({ kind: 'shuffle', share: 0.5 })
  const numbers = people(30)
  const message = await run.send(
    numbers.map((msisdn, n) => ({ msisdn, variables: { name: `No ${n}` } })),
    { content: 'Hello {{name}}' },
  )
  await run.reported(message)
  await run.audit(message)
  expect(control.counts().byOperation).toMatchObject({ sendbulk: 8 })
  for (const [n, number] of numbers.entries())
    expect(control.messages(number)).toMatchObject([{ text: `Hello No ${n}` }])
})

test('Advanta: one text for all is one request for many, also where its values are given once for the message', async () => {
  const { control } = run.company()
  control.reset()
  const message = await run.send(people(10), { content: 'Hello {{name}}', variables: { name: 'neighbour' } })
  await run.reported(message)
  await run.audit(message)
  expect(control.counts().byOperation).toMatchObject({ sendsms: 2 })
})

test('Advanta: hashed numbers go by their own call, apart from the others', async () => {
  const { control } = run.company()
  control.reset()
  const numbers = people(6)
  const hashes = people(6).map(hashPhone)
  const message = await run.send([...hashes, ...numbers])
  await run.reported(message)
  await run.audit(message)
  expect(control.counts().byOperation).toMatchObject({ sendotp: 6 })
})

test('Advanta: a message with a rate below the size of a request keeps to it and arrives', async () => {
  const { control } = run.company()
  control.reset()
  const message = await run.send(people(12), { ratePerSecond: 8 })
  await run.reported(message)
  await run.audit(message)
  for (const { numbers } of control.requests()) expect(numbers).toBeLessThanOrEqual(2)
})

test('Advanta: a refusal of the whole account stops the message, and nothing is lost by it', async () => {
  const { control } = run.company()
  control.reset()
  const rule = control.hazard({ kind: 'refuse-all', code: 1004 })
  const numbers = people(12)
  const message = await run.send(numbers)
  expect([...(await run.states(message)).values()]).toEqual(Array(12).fill('queued'))
  const health = () => getAccountHealth(run.app.system, run.accountId())
  expect(await health()).toMatchObject({ closed: { code: 'LOW_CREDIT' } })
  control.clearHazards(rule)
  await run.resume(message)
  await run.reported(message)
  expect((await health()).closed).toBeNull()
  await run.audit(message)
})
