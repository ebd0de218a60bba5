import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { planMessage } from './plan-message.ts'
import { parseSource, sourceSize } from './read-source.ts'
import { PLAN_IN_REQUEST } from './rules.ts'
import { changeCourse, findOldPlans } from './store-control.ts'
import { findMessageToPlan, isBeingPlanned } from './store-plan.ts'

/** A plan that nobody works on after this was left behind by a process that died; until then it may wait for its turn. */
const OLD_MS = 20_000

/**
 * Looks after plans that were left behind. A worker's plan is made again: whoever asked for it is waiting. So is one of
 * which asking again makes no second message. Of any other whoever asked has been told nothing and may have asked again,
 * so a person must look.
 */
export async function recoverPlans(root: RootCtx): Promise<boolean> {
  for (const { id, isOnce } of await findOldPlans(root.pool, OLD_MS)) {
    const message = await findMessageToPlan(root, id)
    if (message?.state !== 'planning' || (await isBeingPlanned(root.pool, id))) continue
    if (isOnce || sourceSize(parseSource(message.source)) > PLAN_IN_REQUEST)
      await planMessage(root, id).catch((error: unknown) =>
        root.log.warn('a plan that was left behind could not be made', {
          messageId: id,
          error: String(error),
        }),
      )
    else
      await inTx(root, (ctx) =>
        changeCourse(ctx, id, {
          from: ['planning'],
          to: 'needs_attention',
          chunks: {},
          reason: 'PLAN_INTERRUPTED',
        }),
      )
  }
  return false
}
