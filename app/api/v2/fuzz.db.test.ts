import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { HttpMethod, JsonSchema, Operation } from '#lib/http/openapi.ts'
import { apiClient } from '#test/api.ts'
import { setUp } from '#test/installation.ts'
import { webApp } from '#test/web.ts'
import { apiDocument } from './document.ts'

// What the document allows, what it almost allows, and what nobody could mean. Whatever comes in, the answer is one that
// the document names: `ask` fails for a status, a code or a field that it does not, and no status of a fault of ours passes.

const app = webApp()
const { ask } = apiClient(app)
let headers: Record<string, string>
beforeAll(async () => {
  await setUp({ system: app.root() }, { credits: 1000 })
  headers = (await app.addKey('admin', '*')).headers
  await app.query('update api_key set rate_per_second = 10000')
})

const RUNS = 25

/** Things that break what was not thought of. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', ' ', 'NaN', '0', '-1', '1e99', 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e300, [], {}, [[]]],
    ...[
      '\u0000',
      '\ud800',
      "'; drop table message; --",
      '../../etc/passwd',
      '{{name}}',
      '2026-02-30T00:00:00Z',
    ],
    ...['x'.repeat(3000), { __proto__: null, toString: 1 }, ['0712000001', null], '٠١٢', 'ๆ'.repeat(80)],
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** A value that fits the schema as well as this knows, with something hostile here and there. */
function fuzzed(schema: JsonSchema): fc.Arbitrary<unknown> {
  const fitting = fittingTo(schema)
  return fc.oneof({ weight: 6, arbitrary: fitting }, { weight: 1, arbitrary: hostile })
}

function fittingTo(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { anyOf, type, properties, items, minimum, maximum, format } = schema as {
    anyOf?: JsonSchema[]
    type?: string | string[]
    properties?: Record<string, JsonSchema>
    items?: JsonSchema
    minimum?: number
    maximum?: number
    format?: string
  }
  const alternatives = anyOf ?? (schema.oneOf as JsonSchema[] | undefined)
  if (alternatives) return fc.oneof(...alternatives.map(fittingTo))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => fittingTo({ ...schema, type: one })))
  switch (type) {
    case 'object':
      return properties
        ? objectOf(properties, (schema.required ?? []) as string[])
        : fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }))
    case 'array':
      return fc.array(items ? fuzzed(items) : hostile, { maxLength: 4 })
    case 'integer':
      return fc.integer({
        min: Math.max(minimum ?? 0, -(2 ** 31)),
        max: Math.min(maximum ?? 2 ** 31, 2 ** 31),
      })
    case 'number':
      return fc.oneof(fc.integer(), fc.double())
    case 'boolean':
      return fc.boolean()
    case 'string':
      return textOf(format)
    default:
      return hostile
  }
}

const textOf = (format: string | undefined): fc.Arbitrary<string> =>
  format === 'uuid'
    ? fc.uuid()
    : format === 'date-time'
      ? fc
          .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((d) => d.toISOString())
      : fc.oneof(
          fc.constantFrom('REHEARSAL', 'Hello {{name}}', '0712000001', 'x', 'Asia/Bangkok'),
          fc.string({ maxLength: 20 }),
        )

const objectOf = (properties: Record<string, JsonSchema>, required: string[]): fc.Arbitrary<object> =>
  fc
    .record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, fuzzed(inner)])), {
      requiredKeys: required,
    })
    .map((value) => ({ ...value }))

/** Text that stands in an address: what is not storable there is the router's business, not the route's. */
const asText = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'x')).toWellFormed()

type Asked = { params: Record<string, string>; query: Record<string, string>; body: unknown }

function requestTo(operation: Operation): fc.Arbitrary<Asked> {
  const of = (place: string) =>
    fc.record(
      Object.fromEntries(
        operation.parameters.filter((p) => p.in === place).map((p) => [p.name, fuzzed(p.schema).map(asText)]),
      ),
      { requiredKeys: place === 'path' ? undefined : [] } as object,
    ) as fc.Arbitrary<Record<string, string>>
  const json = operation.requestBody?.content['application/json']?.schema
  const body = json
    ? fc.oneof(
        { weight: 8, arbitrary: fuzzed(json) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
      )
    : fc.constant(undefined)
  return fc.record({ params: of('path'), query: of('query'), body })
}

const operations = Object.entries(apiDocument().paths).flatMap(([path, item]) =>
  Object.entries(item).map(
    ([method, operation]) => [method.toUpperCase() as HttpMethod, path, operation] as const,
  ),
)

test.each(operations)('%s %s', async (method, path, operation) => {
  await fc.assert(
    fc.asyncProperty(requestTo(operation), async ({ params, query, body }) => {
      const { status, body: said } = await ask(method, path, {
        headers,
        params,
        query,
        ...(body !== undefined && { body }),
      })
      expect(status, JSON.stringify(said)).toBeLessThan(500)
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})
