import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '#lib/shared/errors.ts'
import { errorSentence } from './error-sentence.ts'
import { parseInput } from './parse-input.ts'

function refusal(schema: z.ZodType, value: unknown): AppError {
  try {
    parseInput(schema, value)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('was not refused')
}

const say = (schema: z.ZodType, value: unknown) =>
  errorSentence('en', refusal(schema, value), { nameField: true })
const field = <T extends z.ZodType>(content: T) => z.object({ content })

describe('what is wrong is said in a sentence that names the field', () => {
  test.each([
    [field(z.string()), {}, '“content” is missing.'],
    [field(z.string()), { content: 7 }, '“content” must be text.'],
    [field(z.string().min(1)), { content: '' }, '“content” must not be empty.'],
    [field(z.string().min(10)), { content: 'abc' }, '“content” must have at least 10 characters.'],
    [field(z.string().max(1)), { content: 'abc' }, '“content” must have at most 1 character.'],
    [field(z.int()), { content: '7' }, '“content” must be a number.'],
    [field(z.int()), { content: 7.5 }, '“content” must be a whole number.'],
    [field(z.number()), { content: Number.NaN }, '“content” must be a number.'],
    [field(z.coerce.number()), { content: 'x' }, '“content” must be a number.'],
    [field(z.number().min(1)), { content: 0 }, '“content” must be at least 1.'],
    [field(z.number().max(1000)), { content: 1001 }, '“content” must be at most 1,000.'],
    [field(z.number().positive()), { content: 0 }, '“content” must be more than 0.'],
    [field(z.boolean()), { content: 'yes' }, '“content” must be true or false.'],
    [field(z.array(z.string())), { content: 'a' }, '“content” must be a list.'],
    [field(z.array(z.string()).min(1)), { content: [] }, '“content” must not be empty.'],
    [
      field(z.array(z.string()).max(2)),
      { content: ['a', 'b', 'c'] },
      '“content” must have at most 2 entries.',
    ],
    [field(z.enum(['sent', 'failed'])), { content: 'x' }, '“content” must be one of: sent, failed.'],
    [field(z.uuid()), { content: 'x' }, /^“content” must be an id of the form/],
    [field(z.email()), { content: 'x' }, /^“content” must be an e-mail address/],
    [
      field(z.iso.datetime({ offset: true })),
      { content: 'tomorrow' },
      /^“content” must be a date and time with its zone/,
    ],
    [field(z.string().regex(/x/)), { content: 'y' }, '“content” is not in the right form.'],
    [field(z.record(z.string(), z.string())), { content: [] }, '“content” must be a JSON object.'],
    [z.object({}), [], 'The request must be a JSON object.'],
    [
      field(z.array(z.object({ msisdn: z.string() }))),
      { content: [{ msisdn: '1' }, {}] },
      '“content[1].msisdn” is missing.',
    ],
  ])('%#', (schema, value, sentence) => {
    expect(say(schema, value)).toMatch(sentence)
  })

  test('a form says it without the name, because it stands at the field', () => {
    const error = refusal(field(z.string()), {})
    expect(errorSentence('en', error, { nameField: false })).toBe('This is missing.')
    expect(errorSentence('th', error, { nameField: false })).toBe('ยังไม่ได้ระบุช่องนี้')
  })
})

describe('rules of our own', () => {
  test('name their code', () => {
    const schema = field(z.string().refine(() => false, { params: { code: 'INVALID_SCHEDULE' } }))
    expect(refusal(schema, { content: 'x' })).toMatchObject({ code: 'INVALID_SCHEDULE', field: 'content' })
  })

  test('or the sentence that fits', () => {
    const schema = field(z.string().refine(() => false, { params: { problem: 'past' } }))
    expect(say(schema, { content: 'x' })).toBe('“content” must be in the future.')
  })
})

test('of alternatives, the one that came furthest is spoken of', () => {
  const schema = field(z.union([z.string(), z.object({ id: z.int() })]))
  expect(refusal(schema, { content: { id: 'x' } })).toMatchObject({
    field: 'content.id',
    params: { problem: 'number' },
  })
  expect(refusal(schema, { content: 7 })).toMatchObject({ field: 'content', params: { problem: 'form' } })
})
