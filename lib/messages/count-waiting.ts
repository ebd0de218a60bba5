import type { Ctx } from '#lib/platform/ctx.ts'
import { readerOf } from '#lib/users/reader-of.ts'
import { waitingStates } from './rules.ts'
import type { WaitingView } from './schema-follow.ts'
import { countIn } from './store-read.ts'

/** More than fits on a badge. */
const MOST_WAITING = 100

/** How many messages wait for somebody's decision; 100 means that many or more. */
export const countWaiting = async (ctx: Ctx): Promise<WaitingView> => ({
  waiting: await countIn(ctx, { states: waitingStates, userId: readerOf(ctx), limit: MOST_WAITING }),
})
