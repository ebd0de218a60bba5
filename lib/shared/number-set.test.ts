import fc from 'fast-check'
import { expect, test } from 'vitest'
import { processorTime } from '#test/processor-time.ts'
import { NumberSet } from './number-set.ts'

test('it holds exactly the numbers that were added, as a Set does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 999_999_999_999_999 }), { maxLength: 300 }), (numbers) => {
      const ours = new NumberSet(1)
      const theirs = new Set<number>()
      for (const n of numbers) {
        expect(ours.add(n)).toBe(!theirs.has(n))
        theirs.add(n)
      }
      expect(ours.size).toBe(theirs.size)
      for (const n of numbers) expect(ours.has(n)).toBe(true)
      expect(ours.has(1_000_000_000_000_000)).toBe(false)
    }),
  )
})

test('neighbouring numbers of one country do not crowd together', async () => {
  const set = new NumberSet()
  const spent = await processorTime(() => {
    for (let n = 0; n < 200_000; n++) set.add(254_700_000_000 + n)
  })
  expect(set.size).toBe(200_000)
  expect(spent).toBeLessThan(5_000)
})
