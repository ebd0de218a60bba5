import { createHash } from 'node:crypto'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { answerOnce, type OnceBy } from '#lib/users/answer-once.ts'
import { markAudited } from '#lib/users/record-audit.ts'
import type { Visit } from './authenticate.ts'

/**
 * Does the work of a request once per Idempotency-Key; a repeated one gets the first one's answer. `confirmation` is the id
 * under which the work is done: the same when it has to be done again after a crash, absent without a key.
 */
type Once = <T>(bodyHash: string, work: (ctx: RootCtx, confirmation?: string) => Promise<T>) => Promise<T>

/** For requests that carry no key. */
export const withoutKey =
  (ctx: RootCtx): Once =>
  (_bodyHash, work) =>
    work(ctx)

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Draft "The Idempotency-Key HTTP Header Field" of the IETF. The quotes that it asks for are part of the key. */
export function onceFor(ctx: RootCtx, request: Request, visit: Visit, by: OnceBy): Once {
  const key = request.headers.get('idempotency-key')
  const { actor } = ctx
  if (key === null || actor.kind === 'system') return withoutKey(ctx)
  if (!/^[!-~]{1,255}$/.test(key))
    throw new AppError('INVALID_REQUEST', {
      field: 'Idempotency-Key',
      params: { problem: 'idempotencyKey' },
    })
  const owner = actor.kind === 'key' ? `key:${actor.apiKeyId}` : `user:${actor.userId}`
  return async (bodyHash, work) => {
    const { pathname, search } = new URL(request.url)
    const hash = hashOf(Buffer.from(`${request.method} ${pathname}${search} ${bodyHash}`))
    const { answer, replayed } = await answerOnce(ctx, { owner, key, hash, by }, work)
    if (replayed) {
      visit.headers = { ...visit.headers, 'idempotency-replayed': 'true' }
      markAudited(ctx)
    }
    // What was kept is what an earlier run of the same work answered.
    return answer as Awaited<ReturnType<typeof work>>
  }
}
