import { expect, test } from 'vitest'
import { monotonicMs, poll, sleep } from './clock.ts'

test('an abort ends a wait at once and without an error', async () => {
  const start = monotonicMs()
  await sleep(60_000, AbortSignal.timeout(20))
  expect(monotonicMs() - start).toBeLessThan(5_000)
})

test('a poll answers what the probe found, or undefined when its time is over', async () => {
  let asked = 0
  expect(await poll(() => (++asked === 3 ? 'found' : undefined), { everyMs: 1, forMs: 5_000 })).toBe('found')
  expect(await poll(() => undefined, { everyMs: 1, forMs: 10 })).toBeUndefined()
})

test('a poll passes on what the probe throws', async () => {
  await expect(poll(() => Promise.reject(new Error('broken')), { forMs: 1000 })).rejects.toThrow('broken')
})
