import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import type { JsonSchema } from '#lib/http/openapi.ts'
import { apiDocument } from './document.ts'

type Node = { at: string; schema: JsonSchema }

const operations = Object.entries(apiDocument().paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ at: `${method} ${path}`, operation })),
)

/** Every field of an object, however deep it stands. */
function fieldsOf({ at, schema }: Node): Node[] {
  const {
    properties = {},
    items,
    anyOf = [],
    oneOf = [],
    allOf = [],
  } = schema as {
    properties?: Record<string, JsonSchema>
    items?: JsonSchema
    anyOf?: JsonSchema[]
    oneOf?: JsonSchema[]
    allOf?: JsonSchema[]
  }
  const own = Object.entries(properties).map(([name, inner]) => ({ at: `${at}.${name}`, schema: inner }))
  const parts = [...anyOf, ...oneOf, ...allOf, ...(items ? [items] : [])]
  return [...own, ...own.flatMap(fieldsOf), ...parts.flatMap((part) => fieldsOf({ at, schema: part }))]
}

/** What it says of itself, or of what it is when it is not null. */
const isDescribed = ({ schema }: Node): boolean =>
  typeof schema.description === 'string' ||
  ((schema.anyOf ?? []) as JsonSchema[]).some((one) => typeof one.description === 'string')

test('the document is OpenAPI 3.1, and every reference in it leads somewhere', async () => {
  const validator = new Validator()
  // As a copy: the validator writes into what it is given.
  const { valid, errors } = await validator.validate(structuredClone(apiDocument()))
  expect(errors).toBeUndefined()
  expect([valid, validator.version]).toEqual([true, '3.1'])
  expect(() => validator.resolveRefs()).not.toThrow()
})

test('every parameter says what it is', () => {
  const parameters = operations.flatMap(({ at, operation }) =>
    operation.parameters.map((parameter) => ({ at: `${at} ${parameter.name}`, text: parameter.description })),
  )
  expect(parameters.length).toBeGreaterThan(50)
  expect(parameters.filter(({ text }) => !text).map(({ at }) => at)).toEqual([])
})

test('every field of every body says what it is', () => {
  const fields = operations.flatMap(({ at, operation }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => fieldsOf({ at, schema })),
  )
  expect(fields.length).toBeGreaterThan(50)
  expect(fields.filter((field) => !isDescribed(field)).map(({ at }) => at)).toEqual([])
})
