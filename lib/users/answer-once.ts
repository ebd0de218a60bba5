import { randomUUID } from 'node:crypto'
import { poll } from '#lib/platform/clock.ts'
import { inTx, joinTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError, httpStatus } from '#lib/shared/errors.ts'
import * as store from './store-requests.ts'

/**
 * How a request that crashed before its answer was kept comes to no second effect: `transaction` does it and keeps its
 * answer in one transaction, which all of its `inTx` join; `confirmation` is for longer work, which finds what it began
 * under the id that it is given.
 */
export type OnceBy = 'transaction' | 'confirmation'

type Answered = { answer: unknown; replayed: boolean }
type Once = store.RequestId & { hash: string; by: OnceBy }
type Work = (ctx: RootCtx, confirmation: string) => Promise<unknown>

/** How long a repeated request waits for the first one, and how often its process says that it is at it. */
const WAIT_MS = 60_000
const BEAT_MS = 3000

/**
 * Runs `work` for the first request with this key and gives its answer to every repeated one for a day; one that comes
 * while the first is running waits for it. Refusals are not kept: nothing was done. Throws IDEMPOTENCY_KEY_REUSED when the
 * key belongs to another request (`hash` differs), REQUEST_IN_PROGRESS when the wait was too long.
 */
export async function answerOnce(root: RootCtx, once: Once, work: Work): Promise<Answered> {
  const holder = randomUUID()
  const outcome = await poll(() => beginOrRead(root, once, holder), { forMs: WAIT_MS })
  if (!outcome) throw new AppError('REQUEST_IN_PROGRESS')
  if ('answer' in outcome) return outcome
  const { confirmation } = outcome
  const run = once.by === 'transaction' ? inOneTransaction : whileHeld
  try {
    return { answer: await run(root, once, holder, (ctx) => work(ctx, confirmation)), replayed: false }
  } catch (error) {
    const refused = error instanceof AppError && httpStatus[error.code] < 500
    const end = refused ? store.forgetRequest : store.letGoRequest
    await end(root, once, holder).catch(() => undefined)
    throw error
  }
}

async function beginOrRead(
  root: RootCtx,
  { hash, ...id }: Once,
  holder: string,
): Promise<Answered | { confirmation: string } | undefined> {
  const begun = await store.beginRequest(root, id, hash, holder)
  if (begun !== null) return { confirmation: begun }
  const known = await store.findRequest(root, id)
  // Refused in this moment; the next look begins it.
  if (!known) return undefined
  if (known.hash !== hash) throw new AppError('IDEMPOTENCY_KEY_REUSED')
  if (known.answer !== null) return { answer: (known.answer as unknown[])[0], replayed: true }
  const taken = await store.takeOverRequest(root, id, holder)
  return taken === null ? undefined : { confirmation: taken }
}

type Run = (
  root: RootCtx,
  id: store.RequestId,
  holder: string,
  work: (ctx: RootCtx) => Promise<unknown>,
) => Promise<unknown>

/** Whoever wants to take the request over meanwhile waits for the row, and then finds the answer or nothing done. */
const inOneTransaction: Run = (root, id, holder, work) =>
  inTx(root, async (ctx) => {
    if (!(await store.holdRequest(ctx, id, holder))) throw new AppError('REQUEST_IN_PROGRESS')
    const answer = await work(joinTx(root, ctx))
    await store.keepAnswer(ctx, id, answer)
    return answer
  })

const whileHeld: Run = async (root, id, holder, work) => {
  const beat = setInterval(() => {
    store
      .holdRequest(root, id, holder)
      .catch((error: unknown) => root.log.warn('a request could not be held', { error: String(error) }))
  }, BEAT_MS)
  try {
    const answer = await work(root)
    await store.keepAnswer(root, id, answer)
    return answer
  } finally {
    clearInterval(beat)
  }
}
