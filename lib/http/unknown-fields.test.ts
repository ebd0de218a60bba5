import { expect, test } from 'vitest'
import { z } from 'zod'
import { unknownFields } from './unknown-fields.ts'

const schema = z
  .object({
    content: z.string(),
    variables: z.record(z.string(), z.string()).default({}),
    recipients: z.array(z.object({ msisdn: z.string() })).optional(),
    window: z.object({ from: z.string() }).nullish(),
  })
  .refine(() => true)

test('names what is not known, however deep, and nothing of what may have any name', () => {
  const value = {
    content: 'x',
    contnet: 'y',
    variables: { anything: 'goes' },
    recipients: [{ msisdn: '1' }, { msisdn: '2', nmae: 'z' }],
    window: { from: '9', til: '5' },
  }
  expect(unknownFields(schema, value)).toEqual(['contnet', 'recipients[1].nmae', 'window.til'])
})

test('does not take names that every object has for known ones', () => {
  expect(unknownFields(schema, JSON.parse('{"toString":1,"constructor":2,"__proto__":3}'))).toEqual([
    'toString',
    'constructor',
    '__proto__',
  ])
})

test('names at most twenty', () => {
  const recipients = Array.from({ length: 1000 }, (_, i) => ({ [`x${i}`]: 1 }))
  expect(unknownFields(schema, { recipients })).toHaveLength(20)
})

test('has nothing to say where nothing is expected, or something else came', () => {
  expect(unknownFields(undefined, { a: 1 })).toEqual([])
  expect(unknownFields(schema, ['a'])).toEqual([])
})
