import { getCredit } from '#lib/credits/get-credit.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { freshWorkers } from '#lib/platform/worker-beat.ts'
import { readerOf } from '#lib/users/reader-of.ts'
import { withTotals } from './list-messages.ts'
import { waitingStates } from './rules.ts'
import { type OverviewView, overviewView } from './schema-follow.ts'
import * as store from './store-read.ts'

const MOST = { waiting: 20, failed: 5, doubtful: 5, sending: 20, next: 10, last: 8 }

const DAY_MS = 86_400_000

/** What is going on: what needs a hand, what is going out, what comes next and what was last. */
export async function getOverview(ctx: RootCtx): Promise<OverviewView> {
  const userId = readerOf(ctx)
  const of = (states: Parameters<typeof store.findMessages>[1]['states'], limit: number) =>
    store.findMessages(ctx, { states, userId, before: null, limit })
  const since = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS)
  const lists = await Promise.all([
    of(waitingStates, MOST.waiting),
    store.findTroubled(ctx, 'failed', { userId, since: since(1), limit: MOST.failed }),
    store.findTroubled(ctx, 'doubtful', { userId, since: since(7), limit: MOST.doubtful }),
    of(['planning', 'sending', 'paused'], MOST.sending),
    store.findScheduled(ctx, userId, MOST.next),
    of(['sent', 'failed', 'cancelled'], MOST.last),
  ])
  const [waiting, failed, doubtful, sending, next, last] = await Promise.all(
    lists.map((rows) => withTotals(ctx, rows)),
  )
  const [workers, credit] = await Promise.all([freshWorkers(ctx.pool), getCredit(ctx)])
  return overviewView.parse({
    waiting,
    failed,
    doubtful,
    sending,
    next,
    last,
    worker: workers.length > 0,
    broke: credit.balance <= 0,
  })
}
