import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { providers } from './registry.ts'

/** Accounts of companies. The rehearsal has no API of a company's and no secrets; its knobs are named by their keys. */
const companies = providers.filter(({ secrets }) => Object.keys(fieldsIn(secrets)).length > 0)

type Field = Record<string, unknown> & { type?: string; items?: { type?: string } }

function fieldsIn(schema: z.ZodType): Record<string, Field> {
  return (z.toJSONSchema(schema, { io: 'input' }).properties ?? {}) as Record<string, Field>
}

const kindOf = ({ type, items, enum: choices }: Field): string => {
  if (choices) return 'choice'
  return type === 'array' ? `list of ${items?.type}` : (type ?? '')
}

test('there are companies to make a form for', () => {
  expect(companies.length).toBeGreaterThan(0)
})

describe.each(companies)('the account form of $name', ({ settings, secrets }) => {
  const fields = { ...fieldsIn(settings), ...fieldsIn(secrets) }

  test.each(Object.entries(fields))('%s has its words in both languages', (_key, field) => {
    const words = { title: expect.stringMatching(/\S/), description: expect.stringMatching(/\S/) }
    expect(field).toMatchObject({ ...words, th: words })
    expect(JSON.stringify(field.th)).toMatch(/[\u0e00-\u0e7f]/)
  })

  test.each(Object.entries(fields))('%s is of a kind that a form can show', (_key, field) => {
    expect(kindOf(field)).toMatch(/^(string|integer|number|boolean|choice|list of (string|integer))$/)
  })

  test.each(Object.entries(fields).filter(([, { assumed }]) => assumed === true))(
    '%s is assumed, so it has a default',
    (_key, field) => {
      expect(field).toHaveProperty('default')
    },
  )

  test('no secret has a default', () => {
    for (const field of Object.values(fieldsIn(secrets))) expect(field).not.toHaveProperty('default')
  })
})
