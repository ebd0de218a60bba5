import { afterEach, expect, test, vi } from 'vitest'
import { many, poll, resultsOf, send, sink, start } from './calls.ts'

afterEach(() => void vi.useRealTimers())

test('receipts are told by any instance, from the reference alone, once they are due', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const behaviour = {
    receiptDelayMs: 60_000,
    undeliveredPercent: 30,
    expiredPercent: 20,
    noReceiptPercent: 10,
  }
  const [one, other] = [await start(), await start()]
  const references = (await resultsOf(await send(one.url, behaviour, many(50)))).map(
    ({ reference }) => reference,
  )
  expect(await poll(other.url, references)).toEqual([])
  vi.advanceTimersByTime(60_001)
  const receipts = await poll(other.url, [...references, 'RH-D-zz', 'x', 7, null])
  expect(new Set(receipts.map(({ state }) => state))).toEqual(
    new Set(['delivered', 'undelivered', 'expired']),
  )
  expect(receipts).toHaveLength(references.filter((reference) => !reference?.startsWith('RH-N')).length)
  expect(await poll(other.url, references, { receipts: 'push' })).toEqual([])
})

test('receipts are pushed together, also when the first call fails, and agree with what asking tells', async () => {
  const server = await start()
  const callbacks = await sink(500)
  const sent = await resultsOf(await send(server.url, { receiptDelayMs: 20 }, many(100), callbacks.url))
  await expect.poll(() => callbacks.receipts.length).toBe(100)
  expect(callbacks.sizes).toEqual([100])
  const polled = await poll(
    server.url,
    sent.map(({ reference }) => reference),
  )
  const shape = ({ reference, state }: { reference: string; state: string }) => `${reference} ${state}`
  expect(callbacks.receipts.map(shape).sort()).toEqual(polled.map(shape).sort())
  expect(callbacks.receipts[0]).toMatchObject({ yourReference: 'e.7.0', to: '66810010000', parts: 1 })
  expect(server.counters).toMatchObject({ pushed: 100, pushFailed: 1, pushDropped: 0 })
})

test('receipts come twice, and before older news, where that is wanted', async () => {
  const server = await start()
  const callbacks = await sink()
  await send(server.url, { duplicatePercent: 100, disorderPercent: 100 }, many(20), callbacks.url)
  await expect.poll(() => callbacks.receipts.length).toBe(60)
  const ofOne = callbacks.receipts
    .filter(({ yourReference }) => yourReference === 'e.7.3')
    .map(({ state }) => state)
  expect(ofOne[0]).toBe('delivered')
  expect(ofOne.toSorted()).toEqual(['accepted', 'delivered', 'delivered'])
})

test('receipts overtake the answer to the send for a half of the disordered', async () => {
  const server = await start()
  const callbacks = await sink()
  const early = await Promise.all(
    many(20).map(async (message) => {
      await send(server.url, { disorderPercent: 100, receiptDelayMs: 60_000 }, [message], callbacks.url)
      return callbacks.receipts.some(({ yourReference }) => yourReference === message.reference)
    }),
  )
  expect(early.filter(Boolean).length).toBeGreaterThan(4)
  expect(early.filter(Boolean).length).toBeLessThan(16)
})

test('receipts are not pushed where nobody wants it', async () => {
  const server = await start()
  const callbacks = await sink()
  await send(server.url, { receipts: 'poll' }, many(5), callbacks.url)
  await send(server.url, { receipts: 'none' }, many(5), callbacks.url)
  await new Promise((due) => setTimeout(due, 150))
  expect(callbacks.receipts).toEqual([])
})
