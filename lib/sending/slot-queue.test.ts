import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SlotQueue } from './slot-queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A queue for slots of which `free` are free now. */
function queueFor(state: { free: number }) {
  const queue = new SlotQueue(() => state.free)
  const wait = (want: number, isUrgent = false) => {
    const take = () => {
      const taken = Math.min(want, state.free)
      state.free -= taken
      return taken
    }
    return queue.wait(want, take, { patienceMs: 50, isUrgent })
  }
  const release = (slots: number) => {
    state.free += slots
    queue.admit()
  }
  return { wait, release }
}

test('whoever waits gets all that is wanted as soon as it is free', async () => {
  const { wait, release } = queueFor({ free: 0 })
  const taken = wait(3)
  release(2)
  release(1)
  expect(await taken).toBe(3)
})

test('slots that come free are given to one only, first come first served', async () => {
  const { wait, release } = queueFor({ free: 0 })
  const [first, second] = [wait(2), wait(2)]
  release(3)
  release(1)
  expect(await Promise.all([first, second])).toEqual([2, 2])
})

test('after a moment what is free is enough, so that nothing stands empty', async () => {
  const { wait } = queueFor({ free: 2 })
  const taken = wait(50)
  await vi.advanceTimersByTimeAsync(10)
  expect(await taken).toBe(2)
})

test('after its patience it goes away with nothing, and is in nobody’s way', async () => {
  const { wait, release } = queueFor({ free: 0 })
  const taken = wait(50)
  await vi.advanceTimersByTimeAsync(50)
  expect(await taken).toBe(0)
  const next = wait(1)
  release(1)
  expect(await next).toBe(1)
})

test('an urgent one goes before those who came earlier', async () => {
  const { wait, release } = queueFor({ free: 0 })
  const order: string[] = []
  const waits = [wait(2).then(() => order.push('usual')), wait(1, true).then(() => order.push('urgent'))]
  release(1)
  release(2)
  await Promise.all(waits)
  expect(order).toEqual(['urgent', 'usual'])
})
