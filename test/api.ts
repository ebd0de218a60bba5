import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { apiDocument } from '#app/api/v2/document.ts'
import { sections } from '#app/api/v2/routes.ts'
import type { HttpMethod, JsonSchema, Operation } from '#lib/http/openapi.ts'
import type { Answer, WebApp } from './web.ts'

type Request = {
  params?: Record<string, string | number>
  query?: Record<string, string | number> | string
  headers?: Record<string, string>
  body?: unknown
}

export type ApiClient = {
  /** Calls a route by its address in the document and holds the answer against it: status, headers, code, every field. */
  ask: (method: HttpMethod, path: string, request?: Request) => Promise<Answer>
  /** Operations that have answered with success so far, as `GET /credit`. */
  answered: Set<string>
}

const files = new Map(
  sections.flatMap(({ routes }) =>
    Object.entries(routes).map(([folder, file]) => [
      `/${folder.replaceAll('[', '{').replaceAll(']', '}')}`,
      file,
    ]),
  ),
)

export function apiClient(app: WebApp): ApiClient {
  const document = strict(apiDocument()) as unknown as ReturnType<typeof apiDocument>
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    formats: {
      uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      date: /^\d{4}-\d\d-\d\d$/,
      'date-time': (text) => !Number.isNaN(Date.parse(text)),
    },
  })
  ajv.addSchema(document, 'api')
  const validators = new Map<string, ValidateFunction>()
  const answered = new Set<string>()

  const check = (where: string, operation: Operation, { status, body, headers }: Answer) => {
    const documented = operation.responses[status]
    expect(documented, `${where} answered ${status} ${JSON.stringify(body)}`).toBeDefined()
    const schema = documented?.content?.['application/json']?.schema
    if (operation.security.length > 0 && status !== 401) expect(headers.get('ratelimit-limit')).not.toBeNull()
    if (!schema) return
    const at = `${where} ${status}`
    const validate = validators.get(at) ?? ajv.compile(withRefs(schema))
    validators.set(at, validate)
    if (!validate(body)) expect.fail(`${at}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`)
  }

  return {
    answered,
    ask: async (method, path, { params = {}, query = {}, headers = {}, body } = {}) => {
      const operation = document.paths[path]?.[method.toLowerCase() as Lowercase<HttpMethod>]
      const handler = files.get(path)?.[method]
      if (!operation || !handler) throw new Error(`${method} ${path} is not in the document`)
      const search = typeof query === 'string' ? query : new URLSearchParams(asTexts(query)).toString()
      const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])))
      const answer = await app.call(handler, {
        method,
        path: `/api/v2${filled}${search && `?${search}`}`,
        headers,
        params: asTexts(params),
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const where = `${method} ${path}`
      check(where, operation, answer)
      if (answer.status < 300) answered.add(where)
      return answer
    },
  }
}

/** Every operation of the document, as `GET /credit`. */
export const operations = (): string[] =>
  Object.entries(apiDocument().paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )

const asTexts = (values: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))

/** References of a piece of the document lead into the document. */
const withRefs = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'))

/** The same document, in which an answer may hold nothing that it does not name. */
function strict(value: unknown, within = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => strict(one, within))
  if (typeof value !== 'object' || value === null) return value
  const all = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strict(inner, name)]))
  const closes =
    'properties' in all && all.type === 'object' && within !== 'allOf' && !('additionalProperties' in all)
  return closes ? { ...all, additionalProperties: false } : all
}
