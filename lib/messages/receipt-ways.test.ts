import { expect, test } from 'vitest'
import type { Capabilities } from '#lib/providers/provider.ts'
import { receiptWays } from './rules.ts'

const ways = (receipts: Capabilities['receipts'], lookup = false) => receiptWays({ receipts, lookup })

test('rows are searched by a reference where a pushed receipt names nothing else, or where past sends are looked up', () => {
  expect(ways({ push: true, poll: null }).byReference).toBe(true)
  expect(ways({ push: false, poll: null }, true).byReference).toBe(true)
  expect(ways({ push: true, echoesOurs: true, poll: null }, true).byReference).toBe(true)
  expect(ways({ push: true, echoesOurs: true, poll: null }).byReference).toBe(false)
  expect(ways({ push: false, poll: [1000] }).byReference).toBe(false)
})

test('the first question is put at the first of the ages, and none where nothing can be asked', () => {
  expect(ways({ push: false, poll: [10_000, 60_000] }).pollAfterMs).toBe(10_000)
  expect(ways({ push: false, poll: null }).pollAfterMs).toBeNull()
})
