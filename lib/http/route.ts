import type { z } from 'zod'
import { deleteBlob } from '#lib/platform/blob.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { AppError } from '#lib/shared/errors.ts'
import { isAudited, recordAudit } from '#lib/users/record-audit.ts'
import type { Permission } from '#lib/users/rules.ts'
import { authenticate, nobody, type Visit } from './authenticate.ts'
import { rootCtx, web } from './context.ts'
import type { Contract, Parsed, Schema } from './contract.ts'
import { unknownFieldWarning } from './error-sentence.ts'
import { knownError } from './known-error.ts'
import { hashOf, onceFor, withoutKey } from './once.ts'
import { parseInput } from './parse-input.ts'
import { defaultBodyBytes, parseJson, readBytes, refuseUnstorable } from './read-body.ts'
import { type LongList, readLongBody } from './read-long-body.ts'
import { refusal } from './refusal.ts'
import { unknownFields } from './unknown-fields.ts'

type BodyOptions = Pick<RouteOptions<Schema, Schema, Schema, Schema>, 'body' | 'maxBodyBytes' | 'longLists'>
type Params = Record<string, string | string[] | undefined>

/** What Next calls. Made by `route()`, it says what it takes and answers. */
export type Handler = ((request: Request, context: { params: Promise<Params> }) => Promise<Response>) & {
  contract?: Contract
}

export type RouteOptions<P extends Schema, Q extends Schema, B extends Schema, A extends Schema> = Contract<
  P,
  Q,
  B,
  A
> & {
  /** Default: 1 MiB. */
  maxBodyBytes?: number
  /** Lists of the body that may be long: those that are come as `long`, and are empty in `body`. */
  longLists?: Pick<Parameters<typeof readLongBody>[2], 'lists' | 'shortUpTo' | 'mostEntries'>
  /** Answers something that becomes JSON with status 200, undefined for 204, or a Response as it is. */
  run: (input: {
    ctx: RootCtx
    params: Parsed<P>
    query: Parsed<Q>
    body: Parsed<B>
    long: LongList | null
    request: Request
    /** The id under which a request with an Idempotency-Key is done: what it creates is created once under it. */
    confirmation: string | undefined
  }) => Promise<A extends z.ZodType ? z.input<A> : unknown>
}

/**
 * A front door of the API: finds out who asks, whether they may, and what exactly they ask; runs one use case; answers.
 * Every refusal is `{error, code}` and, where one is to blame, `field`. Fields that the route does not know are left out
 * and named under `warnings` of the answer. A write whose use case put nothing into the audit log gets a general entry, so
 * that no change is missing there.
 */
export function route<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  A extends Schema = undefined,
>(options: RouteOptions<P, Q, B, A>): Handler {
  const handler: Handler = async (request, context) => {
    const visit: Visit = { locale: 'en', headers: { 'cache-control': 'no-store' } }
    try {
      const { access } = options
      const actor = access === 'public' ? nobody() : await authenticate(request, access, visit)
      const ctx = rootCtx(actor)
      const rawParams = await context.params
      const rawQuery = queryOf(request)
      const params = parsePart(options.params, rawParams) as Parsed<P>
      const query = parsePart(options.query, rawQuery) as Parsed<Q>
      const read = await readBody(ctx, request, options)
      const body = (options.body && (await parseBody(ctx, options.body, read))) as Parsed<B>
      const repeats = options.once ? onceFor(ctx, request, visit, options.once) : withoutKey(ctx)
      const value = await repeats(read.hash, (within, confirmation) =>
        options.run({ ctx: within, params, query, body, long: read.long, request, confirmation }),
      )
      const unknown = [...unknownFields(options.query, rawQuery), ...unknownFields(options.body, read.value)]
      const answer = toResponse(withWarnings(value, unknown, visit), visit)
      if (answer.ok && isWrite(request, access)) await auditGenerally(ctx, request, rawParams)
      return answer
    } catch (error) {
      return refusal(await toKnown(error, request), visit)
    }
  }
  const { run: _run, maxBodyBytes: _limit, longLists: _lists, ...contract } = options
  return Object.assign(handler, { contract })
}

function parsePart(schema: Schema, value: unknown): unknown {
  if (!schema) return undefined
  refuseUnstorable(value)
  return parseInput(schema, value)
}

type Read = Awaited<ReturnType<typeof readLongBody>>

/** Nothing of a body is read that the route does not declare. */
async function readBody(
  ctx: RootCtx,
  request: Request,
  { body, maxBodyBytes: maxBytes = defaultBodyBytes, longLists }: BodyOptions,
): Promise<Read> {
  if (body && longLists) return readLongBody(ctx, request, { maxBytes, ...longLists })
  const bytes = body ? await readBytes(request, maxBytes) : new Uint8Array()
  return { value: body && parseJson(bytes), hash: hashOf(bytes), long: null }
}

async function parseBody(ctx: RootCtx, schema: z.ZodType, { value, long }: Read): Promise<unknown> {
  try {
    return parseInput(schema, value)
  } catch (error) {
    if (long) await deleteBlob(ctx, long.blobId)
    throw error
  }
}

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

/** An answer that is an object names the fields that were left out; others have no place for them. */
function withWarnings(value: unknown, fields: string[], { locale }: Visit): unknown {
  if (fields.length === 0 || typeof value !== 'object' || value === null) return value
  if (value instanceof Response || Array.isArray(value)) return value
  return { ...value, warnings: fields.map((field) => unknownFieldWarning(locale, field)) }
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

function toKnown(error: unknown, request: Request): Promise<AppError> {
  const where = `${request.method} ${new URL(request.url).pathname}`
  return knownError(error, { log: web().log, where, isAway: web().database.isAway })
}
