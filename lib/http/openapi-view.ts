import type { JsonSchema, OpenApi, Operation } from './openapi.ts'

/** One field of a request or an answer, as a line: `recipients[].msisdn`, `string`. */
type FieldLine = { name: string; type: string; required: boolean; about: string | null }

export type OperationLines = {
  id: string
  method: string
  path: string
  summary: string
  about: string | null
  parameters: (FieldLine & { place: string })[]
  body: FieldLine[] | null
  /** What a JSON body with everything that is required looks like; null where there is none. */
  example: string | null
  answer: FieldLine[]
  refusals: { status: string; codes: string[] }[]
}

type Components = { schemas: Record<string, JsonSchema> }

/** The operations of a section, each as what a page writes about it. */
export function operationsOf(document: OpenApi, section: string): OperationLines[] {
  const components = document.components as unknown as Components
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags.includes(section))
      .map(([method, operation]) => toLines(method.toUpperCase(), path, operation, components)),
  )
}

function toLines(method: string, path: string, operation: Operation, components: Components): OperationLines {
  const body = operation.requestBody?.content['application/json']?.schema
  const answer = operation.responses[200]?.content?.['application/json']?.schema
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    about: operation.description ?? null,
    parameters: operation.parameters.map(({ name, in: place, required, description, schema }) => ({
      name,
      place,
      required,
      type: typeOf(schema),
      about: description ?? null,
    })),
    body: body ? linesOf(body, components) : null,
    example: body ? JSON.stringify(exampleOf(body), null, 2) : null,
    answer: answer ? linesOf(answer, components) : [],
    refusals: Object.entries(operation.responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, { description }]) => ({ status, codes: description.replaceAll('`', '').split(', ') })),
  }
}

/** Deeper levels say more than anybody reads. */
const DEPTH = 2

function linesOf(schema: JsonSchema, components: Components, path = '', depth = 0): FieldLine[] {
  const { plain, list } = inside(schema, components)
  const within = list ? `${path}[]` : path
  const variants = alternatives(plain).map((one) => inside(one, components).plain)
  const lines = (variants.length > 0 ? variants : [plain]).flatMap((variant) => {
    const { properties = {}, required = [] } = variant as {
      properties?: Record<string, JsonSchema>
      required?: string[]
    }
    return Object.entries(properties).flatMap(([name, inner]) => {
      const field = `${within}${within && '.'}${name}`
      const line = {
        name: field,
        type: typeOf(inner),
        required: required.includes(name),
        about: typeof inner.description === 'string' ? inner.description : null,
      }
      return [line, ...(depth + 1 < DEPTH ? linesOf(inner, components, field, depth + 1) : [])]
    })
  })
  return [...new Map(lines.toReversed().map((line) => [line.name, line])).values()].toReversed()
}

const alternatives = (schema: JsonSchema): JsonSchema[] =>
  ((schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[]).filter((one) => one.type !== 'null')

/** What stands behind references and around lists. */
function inside(schema: JsonSchema, components: Components): { plain: JsonSchema; list: boolean } {
  if (typeof schema.$ref === 'string')
    return inside(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, components)
  const [only, second] = alternatives(schema)
  if (only && !second && !schema.properties) return inside(only, components)
  if (schema.type === 'array') return { ...inside(schema.items as JsonSchema, components), list: true }
  return { plain: schema, list: false }
}

function typeOf(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? ''
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  const many = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (many) return [...new Set(many.map(typeOf))].join(' | ')
  if (schema.type === 'array') return listOf(typeOf(schema.items as JsonSchema))
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  return String(schema.format ?? schema.type ?? 'any')
}

const listOf = (type: string): string => (type.includes(' | ') ? `(${type})[]` : `${type}[]`)

/** A value with what is required, or the first of what may be chosen. */
function exampleOf(schema: JsonSchema): unknown {
  const [first] = alternatives(schema)
  if (first) return exampleOf(first)
  if (Array.isArray(schema.enum)) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.type === 'array') return [exampleOf(schema.items as JsonSchema)]
  if (schema.type === 'object') {
    const { properties = {}, required = [] } = schema as {
      properties?: Record<string, JsonSchema>
      required?: string[]
    }
    return Object.fromEntries(
      required.flatMap((name) => (properties[name] ? [[name, exampleOf(properties[name])]] : [])),
    )
  }
  if (schema.type === 'integer' || schema.type === 'number') return 1
  return schema.type === 'boolean' ? true : ''
}
