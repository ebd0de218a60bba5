import { expect, test } from 'vitest'
import { getAccountHealth } from '#lib/accounts/get-account-health.ts'
import { hashPhone } from '#lib/sms/phone-hash.ts'
import { startEmulator } from '../../emulators/send2/server.ts'
import { until } from '../product.ts'
import { faultsOfTheWay, whole } from '../whole.ts'

const run = whole({
  provider: 'send2',
  sender: '12345',
  settings: { defaultCountry: 'KE', pollAfterSeconds: [1, 2, 3, 4, 5, 6, 8, 10] },
  start: () => startEmulator({ receiptMs: 200 }),
})
let next = 700_000
const people = (n: number) => Array.from({ length: n }, () => `254722${next++}`)

test('Send2: everybody is followed to a final state, whatever becomes of requests and reports', async () => {
  const numbers = people(60)
  const { control } = run.company()
  for (const fault of faultsOfTheWay(numbers)) control.hazard(fault)
  const one = (n: number) => ({ numbers: [numbers[n] ?? ''] })
  control.hazard({ kind: 'refuse', message: 'Invalid phone', ...one(20) })
  control.hazard({ kind: 'ok-but-refused', ...one(21) })
  control.hazard({ kind: 'id-number', ...one(22) })
  control.hazard({ kind: 'without-id', ...one(23) })
  control.hazard({ kind: 'without-data', ...one(24) })
  control.hazard({ kind: 'status-word', state: 'Queued', ...one(25) })
  control.hazard({ kind: 'receipt-state', state: 'AbsentSubscriber', ...one(26) })
  control.hazard({ kind: 'receipt-early', ...one(27) })
  control.hazard({ kind: 'receipt-disordered', ...one(28) })
  control.hazard({ kind: 'receipt-lost', ...one(29) })
  // Whoever is not asked about because of it is asked about in a later round.
  control.hazard({ kind: 'throttle', on: ['report'], skip: 7, times: 3 })
  const message = await run.send(numbers)
  await run.reported(message, 4)
  await run.audit(message)
  const states = await run.states(message)
  const stateOf = (n: number) => states.get(numbers[n] ?? '')
  expect([0, 5, 14].map(stateOf)).toEqual(['delivered', 'delivered', 'delivered'])
  expect([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16].map(stateOf)).toEqual(Array(14).fill('unknown'))
  expect([20, 21].map(stateOf)).toEqual(['rejected', 'rejected'])
  expect([22, 25, 26, 27].map(stateOf)).toEqual(['delivered', 'delivered', 'undelivered', 'delivered'])
  const health = await until(
    () => getAccountHealth(run.app.system, run.accountId()),
    ({ requests, lastError }) => requests >= 60 && lastError !== null,
  )
  // The fourteen of whom nobody knows were bad ones.
  expect(health).toMatchObject({ requests: 60, successPercent: 76, closed: null })
  expect(health.medianMs).toBeGreaterThan(0)
  expect([23, 29].map(stateOf)).toEqual(['accepted', 'accepted'])
})

test('Send2: a hashed number is sent as it is, and a suppressed one in neither form', async () => {
  const [plain = '', suppressed = ''] = people(2)
  await run.app.query(`insert into suppression (key, reason) values (suppression_key($1), 'opt_out')`, [
    suppressed,
  ])
  const hash = hashPhone(plain)
  const message = await run.send([hash, hashPhone(suppressed)])
  await run.audit(message)
  expect(run.company().control.accepted().get(hash)).toBe(1)
})
