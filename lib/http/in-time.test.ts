import { expect, test, vi } from 'vitest'
import { inTime } from './in-time.ts'

test('what answers is answered, and what fails fails as itself', async () => {
  expect(await inTime(Promise.resolve('read'))).toBe('read')
  await expect(inTime(Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

test('what neither answers nor fails is unavailable after ten seconds, and no timer is left of what answered', async () => {
  vi.useFakeTimers()
  try {
    await inTime(Promise.resolve(1))
    expect(vi.getTimerCount()).toBe(0)
    const waiting = expect(inTime(new Promise(() => undefined))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    await vi.advanceTimersByTimeAsync(10_000)
    await waiting
  } finally {
    vi.useRealTimers()
  }
})
