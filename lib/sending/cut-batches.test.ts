import { expect, test } from 'vitest'
import { hashPhone } from '#lib/sms/phone-hash.ts'
import { cutBatches, requestSize } from './cut-batches.ts'

const to = (msisdn: string, text = 'Hello') => ({ sms: { to: msisdn, text, reference: '', parts: 1 } })
const people = (n: number, text?: string) => Array.from({ length: n }, (_, i) => to(`2547${i}`, text))
const sizes = (batches: unknown[][]) => batches.map((batch) => batch.length)

test('one text goes to as many as a request carries, but never to more than a chunk has', () => {
  expect(sizes(cutBatches(people(250), { size: 100, texts: 'one' }, false))).toEqual([100, 100, 50])
  expect(requestSize({ size: 5000, texts: 'one' }, false)).toBe(1000)
})

test('differing texts go together where a request takes some of them, else each text by itself', () => {
  const rows = [...people(3, 'a'), ...people(2, 'b')]
  expect(sizes(cutBatches(rows, { size: 1000, texts: 'one', differing: 4 }, true))).toEqual([4, 1])
  expect(sizes(cutBatches(rows, { size: 1000, texts: 'one' }, true))).toEqual([1, 1, 1, 1, 1])
  expect(requestSize({ size: 1000, texts: 'one', differing: 20 }, true)).toBe(20)
  expect(sizes(cutBatches(rows, { size: 3, texts: 'many' }, true))).toEqual([3, 2])
})

test('hashed numbers go apart, in requests of their own size', () => {
  const hashed = to(hashPhone('254722000000'))
  const batch = { size: 1000, texts: 'one', hashed: 1 } as const
  const cut = cutBatches([hashed, to('254711'), hashed, to('254712')], batch, false)
  expect(cut.map((request) => request.map(({ sms }) => sms.to.length))).toEqual([[64], [6, 6], [64]])
})
