import type { JsonSchema, OpenApi, Operation } from './openapi.ts'

/** One field of a request or an answer, as a line: `recipients[].msisdn`, `string`. */
export type FieldLine = {
  name: string
  type: string
  /** The named object that the type is or holds; its fields stand elsewhere. */
  object: string | null
  required: boolean
  about: string | null
}

/** A named object of the document, with its fields. */
export type ObjectLines = { name: string; about: string | null; fields: FieldLine[] }

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
  const objects = (document.components as unknown as Components).schemas
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags.includes(section))
      .map(([method, operation]) => toLines(method.toUpperCase(), path, operation, objects)),
  )
}

/** The objects that answers refer to by their names. */
export const objectsOf = (document: OpenApi): ObjectLines[] =>
  Object.entries((document.components as unknown as Components).schemas).map(([name, schema]) => ({
    name,
    about: aboutOf(schema),
    fields: answered(linesOf(schema)),
  }))

function toLines(
  method: string,
  path: string,
  operation: Operation,
  objects: Components['schemas'],
): OperationLines {
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
      object: null,
      about: description ?? null,
    })),
    body: body ? linesOf(body) : null,
    example: body ? JSON.stringify(exampleOf(body), null, 2) : null,
    answer: answer ? answerOf(answer, objects) : [],
    refusals: Object.entries(operation.responses)
      .filter(([status]) => Number(status) >= 400)
      .map(([status, { description }]) => ({ status, codes: description.replaceAll('`', '').split(', ') })),
  }
}

/** What is a named object through and through is told where that is. */
function answerOf(answer: JsonSchema, objects: Components['schemas']): FieldLine[] {
  const name = Object.keys(objects).find((one) => fieldsOf(objects[one] ?? {}) === fieldsOf(answer))
  if (name === undefined) return answered(linesOf(answer))
  return [{ name: '', type: name, object: name, required: false, about: aboutOf(answer) }]
}

/** The names of an object's own fields; any answer may have warnings besides. */
const fieldsOf = ({ properties = {} }: JsonSchema): string =>
  Object.keys(properties as object)
    .filter((name) => name !== 'warnings')
    .join(' ')

/** Of an answer nobody has to be told that nearly everything is always there. */
const answered = (lines: FieldLine[]): FieldLine[] => lines.map((line) => ({ ...line, required: false }))

/** Deeper levels say more than anybody reads. */
const DEPTH = 2

function linesOf(schema: JsonSchema, path = '', depth = 0): FieldLine[] {
  const { plain, list } = inside(schema)
  const within = list ? `${path}[]` : path
  const variants = alternatives(plain).map((one) => inside(one).plain)
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
        object: nameOf(inside(inner).plain),
        required: required.includes(name),
        about: aboutOf(inner),
      }
      return [line, ...(depth + 1 < DEPTH ? linesOf(inner, field, depth + 1) : [])]
    })
  })
  return [...new Map(lines.toReversed().map((line) => [line.name, line])).values()].toReversed()
}

/** What a schema says of itself, or of what it is when it is not null. */
const aboutOf = (schema: JsonSchema): string | null =>
  typeof schema.description === 'string'
    ? schema.description
    : (alternatives(schema)
        .map(aboutOf)
        .find((about) => about !== null) ?? null)

const alternatives = (schema: JsonSchema): JsonSchema[] =>
  ((schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[]).filter((one) => one.type !== 'null')

/** What stands inside lists, and beside null. */
function inside(schema: JsonSchema): { plain: JsonSchema; list: boolean } {
  const [only, second] = alternatives(schema)
  if (only && !second && !schema.properties) return inside(only)
  if (schema.type === 'array') return { ...inside(schema.items as JsonSchema), list: true }
  return { plain: schema, list: false }
}

/** The name of the object that a schema refers to. */
const nameOf = ({ $ref }: JsonSchema): string | null =>
  typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? null) : null

function typeOf(schema: JsonSchema): string {
  const name = nameOf(schema)
  if (name !== null) return name
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
