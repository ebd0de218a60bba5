import { expect, test } from 'vitest'
import { getMessage } from '#lib/messages/get-message.ts'
import { type Line, lineTo } from '../cut-line.ts'
import type { Installation } from '../installation.ts'
import { installations, pause, sendTo } from '../installations.ts'
import { until } from '../product.ts'

const all = installations()
const PEOPLE = 1000

/** As in a minute, for which nobody has to wait. */
const leasesRunOut = 'update chunk set lease_until = clock_timestamp() where lease_until is not null'

type Scene = { where: Installation; line: Line; message: { uuid: string }; before: number }

/** A message in the middle of being sent by a worker that reaches its database over a line. */
async function inTheMiddle(run: (scene: Scene) => Promise<void>): Promise<void> {
  const where = await all.create({ ratePerSecond: 10_000, maxInFlight: 200, latencyMs: 200 })
  const line = await lineTo(where.url)
  try {
    await all.work(await all.open(line.url))
    const before = all.received().length
    const message = await sendTo(where, PEOPLE)
    await until(
      async () => all.received().length - before,
      (n) => n > 20,
    )
    await run({ where, line, message, before })
    const { counts } = await until(
      () => getMessage(where.operator, message.uuid),
      (m) => m.state === 'sent',
    )
    expect(counts).toMatchObject({ unknown: 0, queued: 0 })
    expect(all.received().length - before).toBe(PEOPLE)
    expect(all.twice()).toEqual([])
  } finally {
    line.cut()
    await all.stop()
    await line.close()
  }
}

const inFlight = async ({ where }: Scene): Promise<number> => {
  const { rows } = await where.system.pool.query('select sum(cardinality(intent))::int as n from chunk')
  return rows[0].n
}

/** How many were given to send and have not been sent to. */
async function givenUnheard({ where }: Scene): Promise<number> {
  const { rows } = await where.system.pool.query<{ msisdn: string }>(
    'select msisdn from recipient r join chunk k on k.message_id = r.message_id and r.seq = any (k.intent)',
  )
  const received = new Set(all.received())
  return rows.filter(({ msisdn }) => !received.has(msisdn)).length
}

test('while the database is away nothing leaves, and what came of requests is kept until it is back', async () => {
  await inTheMiddle(async (scene) => {
    const { where, line, before } = scene
    line.silence()
    // What had been given to send may still arrive; after that nothing does.
    await until(
      async () => {
        const gone = all.received().length
        await pause(1000)
        return all.received().length - gone
      },
      (more) => more === 0,
    )
    const gone = all.received().length
    await where.system.pool.query(leasesRunOut)
    await pause(1500)
    expect(all.received().length).toBe(gone)
    expect(gone - before).toBeLessThan(PEOPLE)
    expect(await inFlight(scene)).toBeGreaterThan(0)
    line.speak()
    line.cut()
  })
})

test('what was given to send while nobody heard of it is not in doubt when the database is back, however late', async () => {
  await inTheMiddle(async (scene) => {
    const { where, line } = scene
    await until(
      async () => {
        line.speak()
        line.cut()
        await pause(700)
        line.deafen()
        await pause(700)
        return givenUnheard(scene)
      },
      (n) => n > 0,
    )
    await where.system.pool.query(leasesRunOut)
    // So often that whoever repeats a step waits longer for it than whoever looks for a chunk without an owner.
    const end = performance.now() + 5000
    while (performance.now() < end) {
      line.cut()
      await pause(50)
    }
    line.speak()
    line.cut()
  })
})
