import type { z } from 'zod'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { type AppError, httpStatus } from '#lib/shared/errors.ts'
import { isAudited, recordAudit } from '#lib/users/record-audit.ts'
import type { Permission } from '#lib/users/rules.ts'
import { authenticate, nobody, type Visit } from './authenticate.ts'
import { rootCtx, web } from './context.ts'
import { errorSentence } from './error-sentence.ts'
import { knownError } from './known-error.ts'
import { parseInput } from './parse-input.ts'
import { defaultBodyBytes, readJson, refuseUnstorable } from './read-body.ts'

type Schema = z.ZodType | undefined
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined
type Params = Record<string, string | string[] | undefined>

/** What Next calls. */
export type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

export type RouteOptions<P extends Schema, Q extends Schema, B extends Schema> = {
  /** What the caller must be allowed to do. `public` asks nobody who they are and acts as `visitor`. */
  access: Permission | 'public'
  params?: P
  query?: Q
  /** Of a JSON body. Without it the body is left unread, for `run` to stream from `request`. */
  body?: B
  /** Default: 1 MiB. */
  maxBodyBytes?: number
  /** Answers something that becomes JSON with status 200, undefined for 204, or a Response as it is. */
  run: (input: {
    ctx: RootCtx
    params: Parsed<P>
    query: Parsed<Q>
    body: Parsed<B>
    request: Request
  }) => Promise<unknown>
}

/**
 * A front door of the API: finds out who asks, whether they may, and what exactly they ask; runs one use case; answers.
 * Every refusal is `{error, code}` and, where one is to blame, `field`. A write whose use case put nothing into the audit
 * log gets a general entry, so that no change is missing there.
 */
export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(options: RouteOptions<P, Q, B>): Handler {
  return async (request, context) => {
    const visit: Visit = { locale: 'en', headers: { 'cache-control': 'no-store' } }
    try {
      const { access } = options
      const actor = access === 'public' ? nobody() : await authenticate(request, access, visit)
      const ctx = rootCtx(actor)
      const rawParams = await context.params
      const input = {
        ctx,
        params: parsePart(options.params, rawParams) as Parsed<P>,
        query: parsePart(options.query, queryOf(request)) as Parsed<Q>,
        body: (options.body && (await parseBody(options.body, request, options.maxBodyBytes))) as Parsed<B>,
        request,
      }
      const answer = toResponse(await options.run(input), visit)
      if (answer.ok && isWrite(request, access)) await auditGenerally(ctx, request, rawParams)
      return answer
    } catch (error) {
      return refusal(toKnown(error, request), visit)
    }
  }
}

function parsePart(schema: Schema, value: unknown): unknown {
  if (!schema) return undefined
  refuseUnstorable(value)
  return parseInput(schema, value)
}

const parseBody = async (schema: z.ZodType, request: Request, maxBytes = defaultBodyBytes) =>
  parseInput(schema, await readJson(request, maxBytes))

/** A name that is given several times becomes a list. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const all = searchParams.getAll(name)
      return [name, all.length === 1 ? (all[0] as string) : all]
    }),
  )
}

function toResponse(value: unknown, visit: Visit): Response {
  if (value === undefined) return new Response(null, { status: 204, headers: visit.headers })
  if (!(value instanceof Response)) return Response.json(value, { headers: visit.headers })
  const headers = new Headers(visit.headers)
  for (const [name, text] of value.headers) headers.set(name, text)
  return new Response(value.body, { status: value.status, statusText: value.statusText, headers })
}

/** A previewing POST has the access `read`: it writes nothing. */
const isWrite = (request: Request, access: Permission | 'public') =>
  request.method !== 'GET' && request.method !== 'HEAD' && (access === 'send' || access === 'manage')

async function auditGenerally(ctx: RootCtx, request: Request, params: Params | undefined): Promise<void> {
  if (isAudited(ctx)) return
  const values = Object.entries(params ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const { pathname } = new URL(request.url)
  const pattern = values.reduce(
    (path, [name, value]) => path.replace(`/${encodeURIComponent(value)}`, `/[${name}]`),
    pathname,
  )
  const target = values.map(([name, value]) => `${name}:${value}`).join(' ')
  await recordAudit(ctx, { action: `${request.method} ${pattern}`, target: target || null })
}

function toKnown(error: unknown, request: Request): AppError {
  return knownError(error, web().log, `${request.method} ${new URL(request.url).pathname}`)
}

/** The answer to a request that is refused, in the one shape that all of them have; `more` stands beside it. */
export function refusal(error: AppError, visit: Visit, more: Record<string, unknown> = {}): Response {
  const body = {
    error: errorSentence(visit.locale, error, { nameField: true }),
    code: error.code,
    ...(error.field !== undefined && { field: error.field }),
    ...more,
  }
  return Response.json(body, { status: httpStatus[error.code], headers: visit.headers })
}
