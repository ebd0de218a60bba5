import { expect, test } from 'vitest'
import { switchAccount } from '#lib/accounts/change-account.ts'
import { getAccountHealth } from '#lib/accounts/get-account-health.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { startEmulator } from '../../emulators/twochat/server.ts'
import { until } from '../product.ts'
import { faultsOfTheWay, whole } from '../whole.ts'

const run = whole({
  provider: 'twochat',
  sender: '+17137157533',
  settings: { defaultCountry: 'GB' },
  start: () => startEmulator(),
})
let next = 447_400_100_000
const people = (n: number) => Array.from({ length: n }, () => String(next++))

test('2Chat: whom it took stays accepted, because nothing more is ever heard, and doubt stays doubt', async () => {
  const numbers = people(50)
  const { control } = run.company()
  for (const fault of faultsOfTheWay(numbers)) control.hazard(fault)
  const one = (n: number) => ({ numbers: [numbers[n] ?? ''] })
  control.hazard({ kind: 'message-uuid', ...one(20) })
  control.hazard({ kind: 'id-number', ...one(21) })
  control.hazard({ kind: 'without-id', ...one(22) })
  control.hazard({ kind: 'status-200', ...one(23) })
  control.hazard({ kind: 'ok-but-refused', ...one(24) })
  control.hazard({ kind: 'refuse', status: 400, message: 'Invalid number', ...one(25) })
  const message = await run.send([...numbers, '12025550123'])
  await run.audit(message)
  const states = await run.states(message)
  const stateOf = (n: number) => states.get(numbers[n] ?? '')
  expect([0, 5, 14, 20, 21, 23].map(stateOf)).toEqual(Array(6).fill('accepted'))
  expect([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 22].map(stateOf)).toEqual(Array(15).fill('unknown'))
  expect([24, 25].map(stateOf)).toEqual(['rejected', 'rejected'])
  // The United States are not served, and nothing leaves to find that out.
  expect(states.get('12025550123')).toBe('rejected')
  expect(control.received().has('12025550123')).toBe(false)
  // No worker asks about what nobody can answer.
  await run.lookUp(message)
  expect([...(await run.states(message)).values()].filter((state) => state === 'unknown')).toHaveLength(15)
})

test('2Chat: what cannot be reached is tried again by itself, and says so meanwhile', async () => {
  const { control } = run.company()
  control.reset()
  await control.offline()
  const sent = run.send(people(3))
  const health = () => getAccountHealth(run.app.system, run.accountId())
  await until(health, ({ failingSince, lastError }) => failingSince !== null && lastError !== null)
  await control.online()
  const message = await sent
  await run.audit(message)
  expect(await health()).toMatchObject({ failingSince: null, closed: null })
})

test('2Chat: where nothing is answered clearly the message stops instead of leaving everybody in doubt', async () => {
  const { control } = run.company()
  control.reset()
  const broken = control.hazard({ kind: 'status-before', status: 502 })
  const message = await run.send(people(300))
  const { state, reason, counts } = await getMessage(run.app.operator, message.uuid)
  expect({ state, reason }).toEqual({ state: 'needs_attention', reason: 'NO_CLEAR_ANSWERS' })
  expect(counts.queued).toBeGreaterThan(0)
  control.clearHazards(broken)
  await run.resume(message)
  const after = await getMessage(run.app.operator, message.uuid)
  expect(after.counts.accepted + after.counts.unknown).toBe(300)
  await run.audit(message)
})

test('2Chat: what would leave through an account that is switched off stops and says why', async () => {
  const message = run.send(people(2))
  await switchAccount(run.app.system, { accountId: run.accountId(), enabled: false })
  const { uuid } = await message
  const { state, reason, reasonDetails } = await getMessage(run.app.operator, uuid)
  // It may have been quicker than the switch.
  if (state !== 'sent')
    expect({ state, reason, reasonDetails }).toMatchObject({
      state: 'needs_attention',
      reason: 'ACCOUNT_NEEDS_ATTENTION',
      reasonDetails: { code: 'SWITCHED_OFF' },
    })
  await switchAccount(run.app.system, { accountId: run.accountId(), enabled: true })
})
