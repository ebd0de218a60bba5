import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from './read-json.ts'

test('what is JSON is read as it is', () => {
  const leaves = [
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ]
  fc.assert(
    fc.property(fc.object({ values: leaves, maxDepth: 4 }), (value) => {
      const json = JSON.stringify(value)
      expect(readJson(json)).toEqual(JSON.parse(json))
    }),
    { examples: [[{ a: '{[{[', b: ['\\"', '\\'] }]] },
  )
})

test.each(['', ' ', 'null and void', '{"a":', '<html>', "{'a': 1}", 'undefined', '{"a":1}}'])(
  '%j is not JSON',
  (text) => {
    expect(readJson(text)).toBeUndefined()
  },
)

test('a byte order mark does not matter', () => {
  expect(readJson('\uFEFF{"a":1}')).toEqual({ a: 1 })
})

test('numbers that would lose digits come back as their digits', () => {
  expect(readJson('{"id": 12345678901234567890, "small": 12, "price": 0.1234567890123456}')).toEqual({
    id: '12345678901234567890',
    small: 12,
    price: 0.1234567890123456,
  })
  expect(readJson('[9007199254740991, 9007199254740993, -9007199254740993]')).toEqual([
    9007199254740991,
    '9007199254740993',
    '-9007199254740993',
  ])
})

test('what nests too deeply is not read, however it is mixed', () => {
  const nested = (depth: number) => '[{"a":'.repeat(depth / 2) + 1 + '}]'.repeat(depth / 2)
  expect(readJson(nested(32))).toBeDefined()
  expect(readJson(nested(34))).toBeUndefined()
  expect(readJson(nested(34), 34)).toBeDefined()
  expect(readJson('['.repeat(1_000_000))).toBeUndefined()
})

test('brackets inside of texts do not nest', () => {
  const text = `${'['.repeat(100)}\\"${'{'.repeat(100)}`
  expect(readJson(JSON.stringify({ text }))).toEqual({ text })
})
