import { z } from 'zod'
import { type ErrorCode, httpStatus } from '#lib/shared/errors.ts'
import type { Contract } from './contract.ts'
import type { Handler } from './route.ts'

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Record<string, unknown>

type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}

export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, Answer>
}

type Answer = {
  description: string
  headers?: Record<string, { $ref: string }>
  content?: Record<string, { schema: JsonSchema }>
}

const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type HttpMethod = (typeof httpMethods)[number]

/** The exports of a route file. */
type RouteFile = Record<HttpMethod, Handler>

/** Routes that belong together, by their address below /api/v2 as the folders are called: `sms/[uuid]`. */
export type Section = { title: string; about: string; routes: Record<string, RouteFile> }

export type OpenApi = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Partial<Record<Lowercase<HttpMethod>, Operation>>>
  components: Record<string, Record<string, unknown>>
}

type Named = Record<string, z.ZodType>

/** The API's document. What stands in it are the schemas that check the requests; `named` are told once and referred to. */
export function openApi(
  sections: readonly Section[],
  { named, info }: { named: Named; info: OpenApi['info'] },
): OpenApi {
  const schemas = Object.entries(named).map(
    ([name, schema]) => [name, toJson(schema, 'output', named)] as const,
  )
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/api/v2' }],
    tags: sections.map(({ title, about }) => ({ name: title, description: about })),
    paths: Object.fromEntries(
      sections.flatMap((section) =>
        Object.entries(section.routes).map(([folder, file]) => [
          pathOf(folder),
          pathItem(section, folder, file, named),
        ]),
      ),
    ),
    components: {
      securitySchemes: {
        key: {
          type: 'apiKey',
          in: 'header',
          name: 'x-api-key',
          description: 'Made under Settings, API keys.',
        },
      },
      headers,
      schemas: { Error: errorSchema, Warning: warningSchema, ...Object.fromEntries(schemas) },
    },
  }
}

/** `sms/[uuid]` is `/sms/{uuid}`. */
const pathOf = (folder: string): string => `/${folder.replaceAll('[', '{').replaceAll(']', '}')}`

const pathItem = (section: Section, folder: string, file: RouteFile, named: Named) =>
  Object.fromEntries(
    httpMethods.flatMap((method) => {
      const contract = file[method].contract
      return contract ? [[method.toLowerCase(), operation(section, folder, method, contract, named)]] : []
    }),
  )

function operation(
  { title }: Section,
  folder: string,
  method: HttpMethod,
  contract: Contract,
  named: Named,
): Operation {
  const { access, summary, description, body, streams } = contract
  const content = streams ?? (body && { mediaType: 'application/json', schema: body })
  const words = [description, access === 'read' || access === 'public' ? null : whoMay[access]]
  const text = words.filter((word) => word !== undefined && word !== null).join(' ')
  return {
    operationId: [method.toLowerCase(), ...folder.split(/\W+/).filter(Boolean)].join('-'),
    tags: [title],
    summary: summary ?? `${method} ${folder}`,
    ...(text && { description: text }),
    security: access === 'public' ? [] : [{ key: [] }],
    parameters: [
      ...parametersOf('path', contract.params),
      ...parametersOf('query', contract.query),
      ...(contract.once ? [onceParameter] : []),
    ],
    ...(content && {
      requestBody: {
        required: true as const,
        content: { [content.mediaType]: { schema: toJson(content.schema, 'input', named) } },
      },
    }),
    responses: { ...success(contract, named), ...refusals(contract, method) },
  }
}

const whoMay = {
  send: 'The key needs the scope `sms:send` or `*`, and its owner must be an operator or an administrator.',
  manage: 'The key needs the scope `*`, and its owner must be an administrator.',
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): Parameter[] {
  if (!schema) return []
  const json = toJson(schema, 'input', {})
  const required = (json.required ?? []) as string[]
  return Object.entries((json.properties ?? {}) as Record<string, JsonSchema>).map(
    ([name, { description, ...own }]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(typeof description === 'string' && { description }),
      schema: own,
    }),
  )
}

const onceParameter: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text that is new for a new request, such as a UUID. A request that is repeated with the same key and the same bytes within 24 hours is not done again: it gets the answer of the first, which it waits for if that is still running. Refusals are not kept.',
  schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
}

function success(contract: Contract, named: Named): Record<string, Answer> {
  const { answer, file, access } = contract
  const limits = access === 'public' ? {} : { headers: rateHeaderRefs }
  if (file)
    return { 200: { description: 'A file.', ...limits, content: { [file]: { schema: { type: 'string' } } } } }
  if (!answer) return { 204: { description: 'Done; there is nothing to say.', ...limits } }
  const json = toJson(answer, 'output', named)
  const schema = contract.query || contract.body ? withWarnings(json) : json
  return { 200: { description: 'Done.', ...limits, content: { 'application/json': { schema } } } }
}

/** An answer says under `warnings` what was left aside. */
function withWarnings(schema: JsonSchema): JsonSchema {
  const { anyOf, properties } = schema as { anyOf?: JsonSchema[]; properties?: JsonSchema }
  if (anyOf) return { ...schema, anyOf: anyOf.map(withWarnings) }
  if (!properties) return schema
  const warnings = { type: 'array', items: { $ref: '#/components/schemas/Warning' } }
  return { ...schema, properties: { ...properties, warnings } }
}

/** Every refusal that follows from what a route is, and those that it names itself. */
function refusals(contract: Contract, method: HttpMethod): Record<string, Answer> {
  const { access, params, query, body, streams, once, refuses = [] } = contract
  const codes: ErrorCode[] = ['INTERNAL_ERROR', 'UNAVAILABLE', ...refuses]
  if (access !== 'public') codes.push('UNAUTHORIZED', 'FORBIDDEN', 'PASSWORD_CHANGE_REQUIRED', 'RATE_LIMITED')
  if (access !== 'public' && method !== 'GET') codes.push('WRONG_ORIGIN')
  if (params) codes.push('NOT_FOUND')
  if (hasCursor(query)) codes.push('INVALID_CURSOR')
  if (params || query || body || streams || once) codes.push('INVALID_REQUEST')
  if (body || streams) codes.push('PAYLOAD_TOO_LARGE')
  if (body) codes.push('INVALID_JSON')
  if (once) codes.push('IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS')
  const byStatus = Map.groupBy([...new Set(codes)].sort(), (code) => httpStatus[code])
  return Object.fromEntries([...byStatus].map(([status, some]) => [status, refusalOf(status, some)]))
}

const hasCursor = (query: z.ZodType | undefined): boolean =>
  parametersOf('query', query).some(({ name }) => ['cursor', 'newer', 'after', 'before'].includes(name))

const refusalOf = (status: number, codes: ErrorCode[]): Answer => ({
  description: codes.map((code) => `\`${code}\``).join(', '),
  ...(status === 429 && { headers: { ...rateHeaderRefs, 'Retry-After': ref('headers', 'Retry-After') } }),
  content: {
    'application/json': {
      schema: { allOf: [ref('schemas', 'Error'), { properties: { code: { enum: codes } } }] },
    },
  },
})

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

const count = (description: string) => ({ description, schema: { type: 'integer' } })
const headers = {
  'RateLimit-Limit': count('Requests that the key may make at once after a rest.'),
  'RateLimit-Remaining': count('Requests that it may make at once now.'),
  'RateLimit-Reset': count('Seconds until it may make the full number again.'),
  'RateLimit-Policy': {
    description: 'Requests a second (`100;w=1`), and how many at once (`burst`).',
    schema: { type: 'string' },
  },
  'Retry-After': count('Seconds after which the next request is taken.'),
}
const rateHeaderRefs = Object.fromEntries(
  Object.keys(headers)
    .filter((name) => name.startsWith('RateLimit'))
    .map((name) => [name, ref('headers', name)]),
)

const errorSchema: JsonSchema = {
  type: 'object',
  description: 'What every refusal looks like.',
  required: ['error', 'code'],
  properties: {
    error: { type: 'string', description: 'A sentence for a person.' },
    code: { type: 'string', pattern: '^[A-Z_]+$', description: 'For a program; it never changes.' },
    field: { type: 'string', description: 'What the sentence is about, such as `recipients[3].msisdn`.' },
  },
}

const warningSchema: JsonSchema = {
  type: 'object',
  description: 'Something that was left aside and did no harm.',
  required: ['warning', 'code', 'field'],
  properties: { warning: { type: 'string' }, code: { const: 'UNKNOWN_FIELD' }, field: { type: 'string' } },
}

/** A schema that is one of the named ones is told as a reference, except at the top. */
function toJson(schema: z.ZodType, io: 'input' | 'output', named: Named): JsonSchema {
  const names = new Map(Object.entries(named).map(([name, one]) => [one as z.core.$ZodType, name]))
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema, path }) => {
      const name = io === 'output' && path.length > 0 ? names.get(zodSchema) : undefined
      if (name === undefined) return simplify(jsonSchema)
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      jsonSchema.$ref = `#/components/schemas/${name}`
    },
  })
  return json
}

/** Takes out what a reader knows anyway, and what would forbid us to answer more one day. */
function simplify(schema: JsonSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties
  if (schema.format !== undefined) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}
