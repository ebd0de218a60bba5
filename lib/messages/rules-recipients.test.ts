import { expect, test } from 'vitest'
import { recipientStates } from './rules.ts'
import { countTexted, shareDelivered } from './rules-recipients.ts'

const none = Object.fromEntries(recipientStates.map((state) => [state, 0])) as Record<
  (typeof recipientStates)[number],
  number
>

test('who is left out, before or on the way, is not among those who are texted', () => {
  const counts = { ...none, delivered: 57, undelivered: 3, rejected: 25, blocked: 10, cancelled: 5 }
  const texted = countTexted({ total: 100, counts, noReceipt: 0 })
  expect(texted).toBe(60)
  expect(shareDelivered(57, texted)).toBe(0.95)
})

test('the share is 100 % only when everybody got it, and nothing where nobody is texted', () => {
  expect(shareDelivered(1999, 2000)).toBe(0.999)
  expect(shareDelivered(2000, 2000)).toBe(1)
  expect(shareDelivered(0, 0)).toBe(0)
})
