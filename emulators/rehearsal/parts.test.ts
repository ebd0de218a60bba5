import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countParts as countOurs } from '#lib/sms/parts.ts'
import { countParts } from './parts.ts'

test('the provider, who counts by himself, bills what the product announced', () => {
  const character = fc.constantFrom(...'aé€[~ Ñ\n"', 'ก', 'ำ', '😀', 'ç', '`')
  const gsm = fc.constantFrom(...'ab€[^Z\n')
  const texts = fc.oneof(
    fc.string({ unit: character, maxLength: 400 }),
    fc.string({ unit: gsm, maxLength: 700 }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      expect(countParts(text)).toBe(countOurs(text).parts)
    }),
  )
})
