import { expect, it } from 'vitest'
import { withOptOutLine } from './opt-out-line.ts'
import { countParts } from './parts.ts'

it.each([
  ['Sale', 'STOP*456*9*5#', 'Sale\nSTOP*456*9*5#'],
  ['Sale\n', ' STOP*456*9*5# ', 'Sale\nSTOP*456*9*5#'],
  ['Sale ', 'STOP*456*9*5#', 'Sale STOP*456*9*5#'],
  ['Sale. STOP*456*9*5#', 'STOP*456*9*5#', 'Sale. STOP*456*9*5#'],
  ['Sale', '', 'Sale'],
  ['Sale', '  ', 'Sale'],
  ['', 'STOP', 'STOP'],
])('%j with %j is sent as %j', (text, line, sent) => {
  expect(withOptOutLine(text, line)).toBe(sent)
})

it('counts: the line can cost a part', () => {
  expect(countParts('a'.repeat(147)).parts).toBe(1)
  expect(countParts(withOptOutLine('a'.repeat(146), 'STOP*456*9*5#')).parts).toBe(1)
  expect(countParts(withOptOutLine('a'.repeat(147), 'STOP*456*9*5#')).parts).toBe(2)
})
