import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkJson } from './check-json.ts'

const refused = (text: string) => {
  try {
    checkJson(text)
    return null
  } catch (error) {
    const { code, field, params } = error as { code: string; field?: string; params: { problem: string } }
    return [code, params.problem, field]
  }
}

describe('a JSON text', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"x":[{"b":1,"c":{},"b":2}]}', 'b'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"a\\"b":1,"a\\"b":2}', 'a"b'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('in which a name stands twice is refused: %s', (text, field) => {
    expect(refused(text)).toEqual(['INVALID_REQUEST', 'twice', field])
  })

  test.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"\\"a\\":1,\\"a\\":2"}',
    '{"":1}',
    '"a"',
    'null',
  ])('in which none does passes: %s', (text) => {
    expect(refused(text)).toBeNull()
  })

  test('is refused when it is nested deeper than anybody means, however deep', () => {
    expect(refused('['.repeat(32) + ']'.repeat(32))).toBeNull()
    expect(refused('['.repeat(33) + ']'.repeat(33))).toEqual(['INVALID_REQUEST', 'tooDeep', undefined])
    expect(refused(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`)).toEqual([
      'INVALID_REQUEST',
      'tooDeep',
      undefined,
    ])
  })

  test('made from any value passes', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => refused(JSON.stringify(value)) === null))
  })
})
