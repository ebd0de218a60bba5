import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMessage } from '#lib/messages/get-message.ts'
import { LEASE_MS } from '#lib/messages/rules-doubt.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { product, until } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { startEngine } from '../../worker/engine.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

const received = () => rehearsal.logbook.after(0, 10_000).map(({ to }) => to)

const send = (first: number, people: number) => {
  const recipients = Array.from({ length: people }, (_, n) => ({ msisdn: `25473300${first + n}` }))
  const source = { kind: 'list' as const, recipients }
  return sendMessage(app.operator, { content: 'Hello', variables: {}, sender: 'REHEARSAL', source }, 'api')
}

// A machine that slept, or whose clock is set, between the intent and the request; the database's clock runs on as ever.
test.each([
  ['monotonic', 1],
  ['wall', 1],
  ['wall', -1],
] as const)(
  'a request is not written when half a lease is over by the %s clock (%i), and its people are sent to later, each once',
  async (which, direction) => {
    let slept = 0
    let sleeps = true
    // Each look at the clock finds a lease gone since the last one.
    const late = () => {
      if (sleeps) slept += LEASE_MS
      return direction * slept
    }
    const clock = { monotonic: () => performance.now(), wall: () => Date.now() }
    const right = clock[which]
    const worker = startEngine(app.system, {
      worker: 'late',
      watch: null,
      clock: { ...clock, [which]: () => right() + late() },
    })
    const before = received().length
    const message = await send(1000 + before, 60)
    // Whom it was too late for is given back, and taken up again.
    await until(
      () =>
        app.query<{ epoch: number }>(
          'select epoch from chunk k join message m on m.id = k.message_id where m.uuid = $1',
          [message.uuid],
        ),
      ([row]) => (row?.epoch ?? 0) > 4,
    )
    expect(received().length).toBe(before)
    expect((await getMessage(app.operator, message.uuid)).counts).toMatchObject({ queued: 60, unknown: 0 })
    sleeps = false
    const { counts } = await until(
      () => getMessage(app.operator, message.uuid),
      ({ state }) => state === 'sent',
    )
    expect(counts).toMatchObject({ unknown: 0, rejected: 0 })
    expect(received().length - before).toBe(60)
    expect(new Set(received()).size).toBe(received().length)
    await worker.stop()
  },
)
