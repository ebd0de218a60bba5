import { expect, test } from 'vitest'
import { waitingLine } from './waiting-line.ts'

function worker() {
  const doors: (() => void)[] = []
  let running = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++running)
    await new Promise<void>((resolve) => doors.push(resolve))
    running--
    return 'done'
  }
  return { work, open: () => doors.shift()?.(), most: () => most }
}

const tick = () => new Promise((resolve) => setImmediate(resolve))

test('no more than allowed run at once, the others wait, and one too many is turned away', async () => {
  const line = waitingLine({ atOnce: 2, inLine: 1 })
  const { work, open, most } = worker()
  const all = [line(work), line(work), line(work), line(work)]
  expect(await all[3]).toBe(null)
  for (let i = 0; i < 3; i++) {
    await tick()
    open()
  }
  expect(await Promise.all(all)).toEqual(['done', 'done', 'done', null])
  expect(most()).toBe(2)
})

test('a failure gives its place to the next', async () => {
  const line = waitingLine({ atOnce: 1, inLine: 5 })
  const failing = line(async () => Promise.reject(new Error('no')))
  const next = line(async () => 'next')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('next')
  expect(await line(async () => 'later')).toBe('later')
})
