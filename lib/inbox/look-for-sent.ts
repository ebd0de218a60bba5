import { findSentTo } from '#lib/messages/find-sent-to.ts'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import * as store from './store-entries.ts'

const DAY = 86_400_000
/** Older messages are not looked for: hardly anybody answers after a quarter of a year. */
const OLDEST_DAYS = 90
/** A plan that takes long is dated by its beginning: so a look begins some time before the last one ended. */
const OVERLAP_MS = 15 * 60_000
/** Recipients that one look may read: by a worker a few seconds' worth, for somebody who waits some tenths of one. */
const PEOPLE = { worker: 10_000_000, waiting: 500_000 }
const AT_ONCE = 20

type Looked = { msisdn: string; lookedTo: Date | null }

/** Looks for what was sent to a number since the last look, and keeps it. */
export async function lookForSent(
  ctx: Ctx,
  { msisdn, lookedTo }: Looked,
  who: keyof typeof PEOPLE,
): Promise<void> {
  const oldest = ctx.now().getTime() - OLDEST_DAYS * DAY
  const since = new Date(Math.max(oldest, (lookedTo?.getTime() ?? 0) - OVERLAP_MS))
  await store.keepLook(ctx, msisdn, await findSentTo(ctx, msisdn, { since, people: PEOPLE[who] }))
}

/** Finds the message that each new reply follows. True: there may be more to do. */
export async function tieNewReplies(root: RootCtx): Promise<boolean> {
  const numbers = await store.findToLook(root, AT_ONCE)
  for (const number of numbers)
    await inTx(root, async (ctx) => {
      await lookForSent(ctx, number, 'worker')
      await store.tieReplies(ctx, number.msisdn)
    })
  return numbers.length > 0
}
