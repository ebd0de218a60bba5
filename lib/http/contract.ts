import type { z } from 'zod'
import type { ErrorCode } from '#lib/shared/errors.ts'
import type { OnceBy } from '#lib/users/answer-once.ts'
import type { Permission } from '#lib/users/rules.ts'

export type Schema = z.ZodType | undefined
export type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined

/** What a route takes and answers: the very schemas that check a request, from which the API's document is made. */
export type Contract<
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  A extends Schema = Schema,
> = {
  /** What the caller must be allowed to do. `public` asks nobody who they are and acts as `visitor`. */
  access: Permission | 'public'
  /** One line of the document. */
  summary?: string
  /** What else somebody must know to use it. */
  description?: string
  params?: P
  query?: Q
  /** Of a JSON body. Without it the body is left unread, for `run` to stream from `request`. */
  body?: B
  /** Of a body that `run` streams: what stands in it, for the document. */
  streams?: { mediaType: string; schema: z.ZodType }
  /** Of the answer to a request that succeeds. Without it there is nothing to say: 204, or a file. */
  answer?: A
  /** Where the answer is a file instead. */
  file?: 'text/csv' | 'application/octet-stream'
  /** Refusals that only this route knows; what follows from access, params, query and body goes without saying. */
  refuses?: readonly ErrorCode[]
  /** Whether the header Idempotency-Key makes a repeated request harmless, and by what: see `OnceBy`. */
  once?: OnceBy
}
