import { expect, test } from 'vitest'
import { SecondChances } from './second-chances.ts'

const sms = (n: number) => ({ reference: `era.1.${n}`, to: '254722000000', text: 'Hello', parts: 1 })

test('each message is tried once more, after the pause', () => {
  const chances = new SecondChances(30)
  expect(chances.pauseMs([sms(1), sms(2)])).toBe(30_000)
  expect(chances.pauseMs([sms(3)])).toBe(30_000)
  expect(chances.pauseMs([sms(2)])).toBeNull()
})

test('messages are not tried again together once one of them has been', () => {
  const chances = new SecondChances(30)
  chances.pauseMs([sms(1)])
  expect(chances.pauseMs([sms(1), sms(2)])).toBeNull()
  expect(chances.pauseMs([sms(2)])).toBe(30_000)
})

test('without a pause nothing is tried again', () => {
  expect(new SecondChances(0).pauseMs([sms(1)])).toBeNull()
})
