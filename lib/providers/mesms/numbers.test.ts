import { expect, test } from 'vitest'
import { isServed, ourForm } from './numbers.ts'

test.each([
  ['66812345678', '66812345678'],
  ['0812345678', '66812345678'],
  ['+66812345678', '66812345678'],
  ['081-234-5678', '66812345678'],
  ['6681234****', '6681234'],
])('%s is %s', (theirs, ours) => {
  expect(ourForm(theirs)).toBe(ours)
})

test.each([
  ['66812345678', true],
  ['0812345678', false],
  ['6621234567', false],
  ['254722000000', false],
  ['+66812345678', false],
])('a send to %s: %s', (digits, expected) => {
  expect(isServed(digits)).toBe(expected)
})
