import type { Actor, Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { visibleTo } from './choose-sender.ts'
import { mayDo, type SenderStatus } from './rules.ts'
import * as store from './store.ts'

type Deed = keyof ReturnType<typeof mayDo>

/** What this person may do with a sender. */
export const deedsOf = (actor: Actor, row: store.SenderRow): Record<Deed, boolean> =>
  mayDo({
    status: row.status as SenderStatus,
    byAdmin: visibleTo(actor) === 'all',
    mine: actor.kind !== 'system' && row.requestedBy === actor.userId,
  })

/**
 * The sender that somebody wants to do something with, locked. Throws NOT_FOUND for one that they may not see, FORBIDDEN
 * for what their role may not do, CONFLICT where its state has changed so that there is nothing to do.
 */
export async function takeSender(ctx: Ctx, id: number, deed: Deed): Promise<store.SenderRow> {
  const row = await store.lockSender(ctx, id, visibleTo(ctx.actor))
  if (!row) throw new AppError('NOT_FOUND')
  if (deedsOf(ctx.actor, row)[deed]) return row
  const byAnAdmin = mayDo({ status: row.status as SenderStatus, byAdmin: true, mine: false })
  throw new AppError(byAnAdmin[deed] ? 'FORBIDDEN' : 'CONFLICT')
}
