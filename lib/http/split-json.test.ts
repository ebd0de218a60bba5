import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonSplitter } from './split-json.ts'

/** Cut into pieces of this size, taken apart, parsed and put together again. */
function apart(text: string, size = text.length || 1, names = ['msisdns', 'recipients']) {
  const splitter = new JsonSplitter(names, 10_000)
  const bytes = Buffer.from(text)
  const lists: Record<string, unknown[]> = {}
  for (let at = 0; at < bytes.length; at += size)
    for (const { name, json } of splitter.push(bytes.subarray(at, at + size))) {
      lists[name] ??= []
      lists[name].push(...(JSON.parse(`[${Buffer.from(json)}]`) as unknown[]))
    }
  const rest = JSON.parse(Buffer.from(splitter.end()).toString()) as Record<string, unknown>
  return { ...rest, ...lists }
}

test('whatever the object and wherever it is cut, the parts are the whole', () => {
  const entry = fc.oneof(fc.string(), fc.integer(), fc.jsonValue({ maxDepth: 2 }))
  const value = fc.record(
    {
      content: fc.string(),
      msisdns: fc.array(entry, { maxLength: 20 }),
      '"msisdns"': fc.array(entry, { maxLength: 3 }),
      recipients: fc.oneof(fc.array(entry, { maxLength: 20 }), fc.string()),
      nested: fc.record({ msisdns: fc.array(entry, { maxLength: 3 }) }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      value,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 1),
      (object, size, space) => {
        const text = JSON.stringify(object, null, space)
        expect(apart(text, size)).toEqual(JSON.parse(text))
      },
    ),
  )
})

test('a name is known however it is escaped', () => {
  expect(apart('{"msisd\\u006es": [1, 2], "x": 1}', 1)).toEqual({ msisdns: [1, 2], x: 1 })
})

test('a long list comes in stretches of whole entries', () => {
  const numbers = Array.from({ length: 20_000 }, (_, i) => `2547${String(i).padStart(8, '0')}`)
  const splitter = new JsonSplitter(['msisdns'], 1000)
  const found = splitter.push(Buffer.from(JSON.stringify({ msisdns: numbers })))
  expect(found.length).toBeGreaterThan(3)
  expect(found.flatMap(({ json }) => JSON.parse(`[${Buffer.from(json)}]`) as string[])).toEqual(numbers)
})

test.each([
  ['ends in the middle of a list', '{"msisdns": ["1"'],
  ['ends in the middle of a text', '{"msisdns": ["1'],
  ['closes a list as an object', '{"msisdns": ["1"}'],
  ['has nothing behind the last comma', `{"msisdns": ["${'1'.repeat(70_000)}",]}`],
])('what %s is refused', (_, text) => {
  expect(() => apart(text)).toThrow(expect.objectContaining({ code: 'INVALID_JSON' }))
})

test('a rest or an entry without end is refused before memory is', () => {
  expect(() => apart(`{"content": "${'x'.repeat(20_000)}"}`)).toThrow(
    expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }),
  )
  const splitter = new JsonSplitter(['msisdns'], 1000)
  splitter.push(Buffer.from('{"msisdns": ["'))
  const piece = Buffer.alloc(600_000, 'x')
  splitter.push(piece)
  expect(() => splitter.push(piece)).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }))
})
