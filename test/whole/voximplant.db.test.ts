import { describe, expect, test } from 'vitest'
import { startEmulator } from '../../emulators/voximplant/server.ts'
import { faultsOfTheWay, whole } from '../whole.ts'

let next = 447_400_200_000
const people = (n: number) => Array.from({ length: n }, () => String(next++))
/** Of the faults of the way those by which nothing was taken. */
const untaken = [1, 2, 3, 4]
const taken = [6, 7, 8, 9, 10, 11, 12, 13, 15, 16]

describe('from a rented number', () => {
  const run = whole({
    provider: 'voximplant',
    sender: '447443332211',
    settings: { defaultCountry: 'GB', pollAfterSeconds: [1, 2, 4, 8], lookupDelaySeconds: 1 },
    start: () => startEmulator({ receiptMs: 100 }),
  })

  test('Voximplant: what is in doubt is found in the history, or is not there and was not sent', async () => {
    const numbers = people(50)
    const { control } = run.company()
    for (const fault of faultsOfTheWay(numbers)) control.hazard(fault)
    const one = (n: number) => ({ numbers: [numbers[n] ?? ''] })
    control.hazard({ kind: 'without-id', ...one(20) })
    control.hazard({ kind: 'id-text', ...one(21) })
    control.hazard({ kind: 'errors-plural', ...one(22) })
    control.hazard({ kind: 'refuse', code: 423, ...one(22) })
    const message = await run.send(numbers)
    await run.audit(message)
    await run.lookUp(message)
    await run.reported(message)
    await run.audit(message)
    const states = await run.states(message)
    const stateOf = (n: number) => states.get(numbers[n] ?? '')
    expect(untaken.map(stateOf)).toEqual(untaken.map(() => 'rejected'))
    expect([...taken, 0, 5, 14, 20, 21].map(stateOf)).toEqual(Array(15).fill('accepted'))
  })
})

describe('from a SenderID', () => {
  const run = whole({
    provider: 'voximplant',
    sender: 'LONGWAVE',
    settings: {
      defaultCountry: 'GB',
      service: 'a2p',
      parameters: 'query',
      pollAfterSeconds: [1, 2, 4, 8],
      lookupDelaySeconds: 1,
    },
    start: () => startEmulator({ receiptMs: 100 }),
  })

  test('Voximplant: of a hundred some are taken, some refused, some not mentioned, and all are followed', async () => {
    const numbers = people(250)
    const { control } = run.company()
    const one = (n: number) => ({ numbers: [numbers[n] ?? ''] })
    control.hazard({ kind: 'refuse', code: 385, ...one(3) })
    control.hazard({ kind: 'omit', ...one(4) })
    control.hazard({ kind: 'shuffle' })
    control.hazard({ kind: 'transaction-id', ...one(5) })
    control.hazard({ kind: 'reset-after', ...one(120) })
    control.hazard({ kind: 'reset-before', ...one(220) })
    control.hazard({ kind: 'receipt-state', state: 'EXPIRED', ...one(6) })
    const message = await run.send(numbers)
    await run.audit(message)
    await run.lookUp(message)
    await run.reported(message)
    await run.audit(message)
    const states = await run.states(message)
    const count = (state: string) => [...states.values()].filter((s) => s === state).length
    expect({ delivered: count('delivered'), rejected: count('rejected'), expired: count('expired') }).toEqual(
      {
        delivered: 198,
        rejected: 51,
        expired: 1,
      },
    )
  })
})
