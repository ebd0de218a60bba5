import { openAccount } from '#lib/accounts/open-account.ts'
import { changeCourse, wakeWorkers } from '#lib/messages/store-control.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { haltAccount, haltMessage } from './halt-message.ts'
import { findStranded, findUnreachable } from './store-halts.ts'
import * as store from './store-sweeps.ts'

/** Chunks per round: a round is over within a second or two, and comes back at once when there was more. */
const AT_ONCE = 50

/**
 * The window for receipts is over: what was accepted and never heard of says so, what is unknown counts as billed.
 * Returns whether there may be more.
 */
export async function endReceipts(root: RootCtx): Promise<boolean> {
  const { receiptWindowHours } = await readSettings(root)
  const chunks = await store.findToEndReceipts(root.pool, receiptWindowHours, AT_ONCE)
  const givesReceipts = new Map<number, boolean>()
  for (const chunk of chunks) {
    const known = givesReceipts.get(chunk.accountId)
    const gives = known ?? (await hasReceipts(root, chunk.accountId))
    givesReceipts.set(chunk.accountId, gives)
    await store.endReceipts(root.pool, chunk, gives)
  }
  return chunks.length === AT_ONCE
}

async function hasReceipts(root: RootCtx, accountId: number): Promise<boolean> {
  const { push, poll } = (await openAccount(root, accountId)).capabilities.receipts
  return push || poll !== null
}

/** Gives messages their final state where that was missed. */
export async function finishMessages(root: RootCtx): Promise<boolean> {
  await store.finishMessages(root.pool)
  return false
}

/** Ends messages whose validity is over: what has not left is cancelled and its credits come back. */
export async function endValidity(root: RootCtx): Promise<boolean> {
  const over = await store.findNotAfter(root.pool)
  for (const { id, awaitsApproval } of over)
    await inTx(root, (ctx) =>
      changeCourse(ctx, id, {
        from: awaitsApproval ? ['awaiting_approval'] : ['scheduled', 'sending', 'paused', 'needs_attention'],
        // Its last chunk gives it the final state: sent if anybody was reached, else failed.
        to: awaitsApproval ? 'cancelled' : 'sending',
        chunks: { waiting: 'closing', open: 'closing', held: 'closing' },
        reason: 'NOT_AFTER',
        ends: awaitsApproval,
      }),
    )
  if (over.length > 0) await wakeWorkers(root.pool)
  return false
}

/** Sets chunks whose window has closed to the next time it opens. Returns whether there may be more. */
export async function reopenWindows(root: RootCtx): Promise<boolean> {
  return (await store.reopenWindows(root.pool, 500)) === 500
}

export async function dropBlobs(root: RootCtx): Promise<boolean> {
  return (await store.dropBlobs(root.pool)) > 0
}

/** As long as a file is kept: a tab that wakes up until then is told why its message was refused, and sends nothing anew. */
const DRAFT_DAYS = 7

/** Removes refused messages that nobody came back to hear of. Returns whether there may be more. */
export async function dropDrafts(root: RootCtx): Promise<boolean> {
  return (await store.dropDrafts(root.pool, DRAFT_DAYS)) > 0
}

/** Stops what is being sent through an account that sends nothing, so that it does not wait in silence. */
export async function haltStranded(root: RootCtx): Promise<boolean> {
  for (const { id, accountId, code } of await findStranded(root))
    await haltMessage(root, id, 'ACCOUNT_NEEDS_ATTENTION', { accountId, code })
  return false
}

/** Closes accounts whose provider has been out of reach for longer than the grace period: what waits is late by then. */
export async function haltUnreachable(root: RootCtx): Promise<boolean> {
  for (const { id, minutes } of await findUnreachable(root))
    await haltAccount(root, id, { code: 'UNREACHABLE', reason: `${minutes}` })
  return false
}
