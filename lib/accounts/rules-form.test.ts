import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { providers } from '#lib/providers/registry.ts'
import { getProviderForm } from './list-providers.ts'
import { formFields, fromTyped, typed } from './rules-form.ts'

const fieldsOf = (schema: z.ZodType) =>
  formFields(z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>, 'en')

describe('the account form', () => {
  test('makes a field of every kind of setting', () => {
    const fields = fieldsOf(
      z.object({
        url: z.url(),
        size: z.int().min(1).default(5),
        share: z.number().optional(),
        on: z.boolean().default(true),
        mode: z.enum(['form', 'query']).default('form'),
        ages: z.array(z.int()).default([5, 60]),
        key: z.string().max(4000),
      }),
    )
    expect(fields.map(({ name, kind, required, standard }) => [name, kind, required, standard])).toEqual([
      ['url', 'text', true, ''],
      ['size', 'integer', false, '5'],
      ['share', 'number', false, ''],
      ['on', 'switch', false, 'true'],
      ['mode', 'choice', false, 'form'],
      ['ages', 'list', false, '5\n60'],
      ['key', 'area', true, ''],
    ])
  })

  test('knows between what a number has to be', () => {
    const fields = fieldsOf(
      z.object({ wait: z.int().min(5).max(100), id: z.int().min(1), ages: z.array(z.int().min(1).max(9)) }),
    )
    expect(fields.map(({ range }) => range)).toEqual([{ min: 5, max: 100 }, null, null])
  })

  test('speaks the language of the reader where the provider does', () => {
    const english = getProviderForm('send2', 'en').secrets[0]
    const thai = getProviderForm('send2', 'th').secrets[0]
    expect(english?.title).not.toBe(thai?.title)
  })

  test.each(providers.map((provider) => provider.name))('gives %s back what it has been given', (name) => {
    const provider = providers.find((one) => one.name === name)
    const form = getProviderForm(name, 'en')
    const settings = Object.fromEntries(
      form.settings
        .filter((field) => field.standard !== '')
        .map((field) => [field.name, fromTyped(field, typed(fromTyped(field, field.standard)))]),
    )
    const schema = provider?.settings as unknown as z.ZodType
    const problems = schema
      .safeParse(settings)
      .error?.issues.filter((issue) => (issue.path[0] as string) in settings)
    expect(problems ?? []).toEqual([])
  })

  test('leaves a number that is none to be refused, and nothing where nothing was typed', () => {
    expect(fromTyped({ kind: 'integer', numbers: false }, ' 12 ')).toBe(12)
    expect(fromTyped({ kind: 'integer', numbers: false }, 'twelve')).toBe('twelve')
    expect(fromTyped({ kind: 'text', numbers: false }, '  ')).toBe(undefined)
    expect(fromTyped({ kind: 'list', numbers: true }, '5, 60\n300')).toEqual([5, 60, 300])
  })
})
