import { expect, test } from 'vitest'
import { whole } from '#test/whole.ts'
import { startEmulator } from '../../emulators/send2/server.ts'

const MOST = 6
const run = whole({
  provider: 'send2',
  sender: '12345',
  settings: { defaultCountry: 'KE', maxInFlight: MOST },
  start: () => startEmulator({}),
})
const people = (from: number) => Array.from({ length: 150 }, (_, n) => `2547220${from + n}`)

test('no more requests are on their way than the account may have, and at most twice as many people await an outcome', async () => {
  const { control } = run.company()
  control.hazard({ kind: 'delay-after', ms: 40 })
  const intents: number[] = []
  let isSending = true
  const watch = async () => {
    while (isSending) {
      const [row] = await run.app.query<{ n: number }>('select sum(cardinality(intent))::int as n from chunk')
      intents.push(row?.n ?? 0)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const send = async () => {
    try {
      return await Promise.all([10_000, 20_000, 30_000].map((from) => run.send(people(from))))
    } finally {
      isSending = false
    }
  }
  const [messages] = await Promise.all([send(), watch()])
  expect(control.counts().mostInFlight).toBe(MOST)
  expect(Math.max(...intents)).toBeLessThanOrEqual(2 * MOST)
  for (const message of messages) await run.audit(message)
})
