import type { AttentionReason } from '#lib/messages/rules.ts'
import { changeCourse } from '#lib/messages/store-control.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { forgetFailures } from './store-dispatch.ts'
import { findSending, findUuid, markAccount } from './store-halts.ts'

/** Why a message stops by itself while it is being sent. */
type HaltReason = Extract<
  AttentionReason,
  'PROVIDER_REFUSED' | 'TOO_MANY_REFUSALS' | 'NO_CLEAR_ANSWERS' | 'ACCOUNT_NEEDS_ATTENTION'
>

const MAX_TEXT = 300

/** Stops a message by itself, because going on would burn through the list: a person must look. */
export async function haltMessage(
  root: RootCtx,
  messageId: number,
  reason: HaltReason,
  details: Record<string, string | number>,
): Promise<void> {
  await inTx(root, async (ctx) => {
    const halted = await changeCourse(ctx, messageId, {
      from: ['sending'],
      to: 'needs_attention',
      chunks: { open: 'held' },
      reason,
      details: printable(details),
    })
    if (!halted) return
    const target = `message:${await findUuid(ctx, messageId)}`
    await recordAudit(ctx, { action: 'message.halt', target, details: { reason } })
  })
}

/**
 * Closes an account that does not work until a person has looked, and stops what is being sent through it. Resuming one
 * of its messages, or changing the account, opens it again.
 */
export async function haltAccount(
  root: RootCtx,
  accountId: number,
  details: { code: string; reason: string },
): Promise<void> {
  const marked = await inTx(root, async (ctx) => {
    if (!(await markAccount(ctx, accountId, details.code, printable(details)))) return false
    await recordAudit(ctx, {
      action: 'account.halt',
      target: `account:${accountId}`,
      details: { code: details.code },
    })
    return true
  })
  if (!marked) return
  for (const messageId of await findSending(root, accountId))
    await haltMessage(root, messageId, 'ACCOUNT_NEEDS_ATTENTION', { accountId, ...details })
}

/** The provider took something again: what went wrong before is over. */
export const recoverAccount = (root: RootCtx, accountId: number): Promise<void> =>
  forgetFailures(root.pool, accountId)

const printable = (details: Record<string, string | number>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.slice(0, MAX_TEXT).replaceAll('\0', '').toWellFormed() : value,
    ]),
  )
