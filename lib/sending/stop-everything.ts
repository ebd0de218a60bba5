import { changeCourse, wakeWorkers } from '#lib/messages/store-control.ts'
import { inSqlTx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { insertAudit } from './store-audit.ts'
import * as store from './store-era.ts'

/** Why messages are paused that the switch has paused; the switch lets exactly these go on. */
const BY_THE_SWITCH = 'EVERYTHING_STOPPED'

/**
 * The one switch: after the answer nothing leaves, of no message, and nothing that is due or new begins. Says how many
 * recipients of the paused messages have been sent to, how many requests are still on their way, and how many are left.
 */
export async function stopEverything(
  root: RootCtx,
): Promise<{ messages: number; gone: number; leaving: number; left: number }> {
  return inSqlTx(root, async (client) => {
    // First: who begins something meanwhile either has begun and is paused below, or waits and finds the switch off.
    const seen = await store.look(client)
    if (!seen) throw new AppError('CONFLICT')
    await store.switchOff(client)
    const ids = await store.pauseAll(client, BY_THE_SWITCH)
    const counts = await store.countGone(client, ids)
    await insertAudit(client, root, 'installation.stop', { messages: ids.length, ...counts })
    return { messages: ids.length, ...counts }
  })
}

/**
 * Switches sending on again and lets the messages go on that the switch has paused; done again, those that an interruption
 * has left behind. Throws CONFLICT when there is nothing to switch on or let go on.
 */
export async function startEverything(root: RootCtx): Promise<{ messages: number }> {
  const wasOff = await inSqlTx(root, async (client) => {
    await store.look(client)
    const switched = await store.switchOn(client, 'STOPPED')
    if (switched) await insertAudit(client, root, 'installation.start', {})
    return switched
  })
  const paused = await store.findPaused(root.pool, BY_THE_SWITCH)
  if (!wasOff && paused.length === 0) throw new AppError('CONFLICT')
  let messages = 0
  for (const id of paused) {
    const resumed = await inTx(root, (ctx) =>
      changeCourse(ctx, id, {
        from: ['paused'],
        to: 'sending',
        chunks: { held: 'open', waiting: 'open' },
        begins: true,
        because: BY_THE_SWITCH,
      }),
    )
    if (resumed) messages++
  }
  await wakeWorkers(root.pool)
  return { messages }
}
