import { expect, test } from 'vitest'
import { within } from './within.ts'

test('whoever waits is answered in time, whatever the other side does', async () => {
  await expect(within(10, new Promise(() => undefined))).rejects.toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
    params: { reason: 'TIMEOUT' },
  })
  expect(await within(10_000, Promise.resolve(7))).toBe(7)
  await expect(within(10_000, Promise.reject(new RangeError('no')))).rejects.toThrow('no')
})
