import { expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { Pace } from './pace.ts'

const app = product(() => 'http://127.0.0.1:9')
const atOnce = { held: 0, patienceMs: 0, isUrgent: false }

/** The pace of a worker that has the account to itself. */
async function paceOf(
  worker: string,
  limits: { rate: number; slots: number },
): Promise<{ pace: Pace; id: number }> {
  await app.query('delete from account_pace')
  await app.query('delete from account_slot')
  await app.query('update account set rate_per_second = $1, max_in_flight = $2', [limits.rate, limits.slots])
  const [account] = await app.query<{ id: number }>('select id from account')
  return { pace: new Pace(app.system.pool, worker, 15_000), id: account?.id ?? 0 }
}

/** Puts so many requests that were taken on their way. Answers a function that says how many of them have left. */
function send(pace: Pace, id: number, requests: number): () => Promise<number> {
  let left = 0
  for (let n = 0; n < requests; n++) void pace.enter(id, false).then(() => left++)
  return async () => {
    await new Promise(setImmediate)
    return left
  }
}

const answer = (pace: Pace, id: number, requests: number, ms: number) => {
  for (let n = 0; n < requests; n++) pace.leave(id, ms)
}

/** A sub-batch of twenty from its intent to its stored outcomes, by which the pace learns what either takes. */
async function sendOnce(
  pace: Pace,
  id: number,
  { tripMs, requestMs }: { tripMs: number; requestMs: number },
): Promise<void> {
  expect(await pace.take(id, 20, atOnce)).toBe(20)
  send(pace, id, 20)
  pace.noteTrip(id, tripMs)
  answer(pace, id, 20, requestMs)
  pace.giveBack(id, 20)
}

test('tokens reach a quarter of a second ahead, come back with time, and unused ones serve the next', async () => {
  const { pace, id } = await paceOf('tokens', { rate: 100, slots: 40 })
  expect(await pace.take(id, 50, atOnce)).toBe(25)
  pace.putBack(id, 20)
  pace.giveBack(id, 20)
  expect(await pace.take(id, 20, atOnce)).toBe(20)
  await new Promise((resolve) => setTimeout(resolve, 300))
  // 25 are in flight: of the 40 places 15 are free, whatever the rate would give.
  expect(await pace.take(id, 50, atOnce)).toBe(15)
})

test('slots of outcomes that are being stored serve the next intent; where somebody waits, half of them are theirs', async () => {
  const { pace, id } = await paceOf('shared', { rate: 10_000, slots: 40 })
  const how = { patienceMs: 5000, isUrgent: false }
  expect(await pace.take(id, 40, { ...how, held: 0 })).toBe(40)
  expect(await pace.take(id, 40, { ...how, held: 40 })).toBe(40)
  const other = pace.take(id, 40, { ...how, held: 0 })
  expect(await pace.take(id, 40, { ...how, held: 40 })).toBe(20)
  pace.giveBack(id, 20)
  expect(await other).toBe(20)
  expect(await pace.take(id, 40, { ...how, held: 20 })).toBe(20)
})

test('where the database takes long beside a request, more is taken ahead of the slots, and waits for them', async () => {
  const { pace, id } = await paceOf('ahead', { rate: 10_000, slots: 40 })
  await sendOnce(pace, id, { tripMs: 8, requestMs: 16 })
  // Half a request's time for the database: 20 of the 40 would stand empty meanwhile, so one more intent is asked for.
  const grants = [
    await pace.take(id, 20, atOnce),
    await pace.take(id, 20, atOnce),
    await pace.take(id, 20, atOnce),
  ]
  expect(grants).toEqual([20, 20, 20])
  expect(await pace.take(id, 20, atOnce)).toBe(0)
  const left = send(pace, id, 60)
  expect(await left()).toBe(40)
  answer(pace, id, 15, 16)
  expect(await left()).toBe(55)
})

test('nothing is taken ahead where the database takes next to nothing beside a request', async () => {
  const { pace, id } = await paceOf('patient', { rate: 10_000, slots: 40 })
  await sendOnce(pace, id, { tripMs: 8, requestMs: 2000 })
  expect(await pace.take(id, 40, atOnce)).toBe(40)
  expect(await pace.take(id, 20, atOnce)).toBe(0)
})

test('of the requests that wait for a slot an urgent one leaves first', async () => {
  const { pace, id } = await paceOf('urgent', { rate: 10_000, slots: 1 })
  expect(await pace.take(id, 1, atOnce)).toBe(1)
  send(pace, id, 1)
  const order: string[] = []
  const waits = [
    pace.enter(id, false).then(() => order.push('usual')),
    pace.enter(id, true).then(() => order.push('urgent')),
  ]
  answer(pace, id, 2, 5)
  await Promise.all(waits)
  expect(order).toEqual(['urgent', 'usual'])
})

test('another worker gets its share of an account that is all taken, once what is on its way is answered', async () => {
  const { pace, id } = await paceOf('first', { rate: 10_000, slots: 40 })
  const other = new Pace(app.system.pool, 'second', 15_000)
  expect(await pace.take(id, 40, atOnce)).toBe(40)
  send(pace, id, 40)
  expect(await other.take(id, 40, atOnce)).toBe(0)
  await pace.renew()
  answer(pace, id, 40, 5)
  expect(await pace.take(id, 40, { ...atOnce, held: 40 })).toBe(20)
  pace.giveBack(id, 20)
  send(pace, id, 20)
  await pace.renew()
  await other.renew()
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(await other.take(id, 40, atOnce)).toBe(20)
})

test('a limit that is lowered while all is taken holds for the next intents', async () => {
  const { pace, id } = await paceOf('lowered', { rate: 10_000, slots: 40 })
  expect(await pace.take(id, 40, atOnce)).toBe(40)
  send(pace, id, 40)
  await app.query('update account set max_in_flight = 10')
  await pace.renew()
  answer(pace, id, 40, 5)
  expect(await pace.take(id, 40, { ...atOnce, held: 40 })).toBe(10)
})
