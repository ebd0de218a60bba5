import { expect, test } from 'vitest'
import { effectOf, type LedgerKind, ledgerKinds, toLines } from './rules-statement.ts'

let id = 1000
const entry = (kind: LedgerKind, messageId: number | null, amount: number) => ({
  ...{ id: --id, kind, messageId, amount, at: new Date(0) },
})

test('what a message gave back or spent chunk by chunk is one line of the statement', () => {
  const entries = [entry('settle', 7, 5), entry('refund', 7, 1), entry('settle', 7, 4), entry('hold', 7, 10)]
  const { lines, last } = toLines(entries, 10)
  expect(lines.map(({ kind, amount, postings }) => [kind, amount, postings])).toEqual([
    ['settle', 9, 2],
    ['refund', 1, 1],
    ['hold', 10, 1],
  ])
  expect(last).toBeNull()
})

test('two top-ups of the same amount stay two lines', () => {
  expect(toLines([entry('top_up', null, 5), entry('top_up', null, 5)], 10).lines).toHaveLength(2)
})

test('a page that is full ends before the next line, and the next page begins there', () => {
  const entries = [entry('settle', 1, 5), entry('settle', 1, 5), entry('settle', 2, 5), entry('settle', 1, 5)]
  const first = toLines(entries, 1)
  expect(first.lines.map((line) => line.amount)).toEqual([10])
  expect(first.last).toBe(entries[1]?.id)
  const rest = toLines(entries.slice(2), 10)
  expect(rest.lines.map((line) => line.amount)).toEqual([5, 5])
})

test('hold, settle and refund of one amount leave nothing held', () => {
  const sum = (kinds: LedgerKind[]) => kinds.reduce((n, kind) => n + effectOf(kind, 3).held, 0)
  expect([sum(['hold', 'settle']), sum(['hold', 'refund'])]).toEqual([0, 0])
  expect(ledgerKinds.map((kind) => effectOf(kind, 3).available)).toEqual([3, -3, -3, 0, 3])
})
