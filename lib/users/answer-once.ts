import { randomUUID } from 'node:crypto'
import { poll } from '#lib/platform/clock.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError, httpStatus } from '#lib/shared/errors.ts'
import * as store from './store-requests.ts'

type Answered = { answer: unknown; replayed: boolean }

/** How long a repeated request waits for the first one, and how often its process says that it is at it. */
const WAIT_MS = 60_000
const BEAT_MS = 10_000

/**
 * Runs `work` for the first request with this key and gives its answer to every repeated one for a day; one that comes
 * while the first is running waits for it. `work` gets an id that stays the same when the request is run again after a
 * crash, so that what it began is found. Refusals are not kept: nothing was done. Throws IDEMPOTENCY_KEY_REUSED when the
 * key belongs to another request (`hash` differs), REQUEST_IN_PROGRESS when the wait was too long.
 */
export async function answerOnce(
  root: RootCtx,
  id: store.RequestId,
  hash: string,
  work: (confirmation: string) => Promise<unknown>,
): Promise<Answered> {
  const holder = randomUUID()
  const outcome = await poll(() => beginOrRead(root, id, hash, holder), { forMs: WAIT_MS })
  if (!outcome) throw new AppError('REQUEST_IN_PROGRESS')
  return 'answer' in outcome
    ? outcome
    : { answer: await run(root, id, holder, () => work(outcome.confirmation)), replayed: false }
}

async function beginOrRead(
  root: RootCtx,
  id: store.RequestId,
  hash: string,
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

async function run(
  root: RootCtx,
  id: store.RequestId,
  holder: string,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const beat = setInterval(() => {
    store
      .holdRequest(root, id, holder)
      .catch((error: unknown) => root.log.warn('a request could not be held', { error: String(error) }))
  }, BEAT_MS)
  try {
    const answer = await work()
    await store.keepAnswer(root, id, answer)
    return answer
  } catch (error) {
    const refused = error instanceof AppError && httpStatus[error.code] < 500
    const end = refused ? store.forgetRequest : store.letGoRequest
    await end(root, id, holder).catch(() => undefined)
    throw error
  } finally {
    clearInterval(beat)
  }
}
