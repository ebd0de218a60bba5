import type { Actor, Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { writingsOf } from './rules.ts'
import * as store from './store.ts'

/** Admins may use every sender, everybody else the shared ones and their own. */
export const visibleTo = (actor: Actor): number | 'all' =>
  actor.kind === 'system' || actor.role === 'admin' ? 'all' : actor.userId

/**
 * The approved sender of this value, with its account; a phone number may be written with its plus or without. Where two
 * accounts share the value, the account must be named. Throws UNKNOWN_SENDER, AMBIGUOUS_SENDER or SENDER_NOT_APPROVED.
 */
export async function chooseSender(
  ctx: Ctx,
  value: string,
  accountId: number | undefined,
): Promise<store.SenderRow> {
  const all = await store.findUsableSenders(ctx, visibleTo(ctx.actor), writingsOf(value))
  const senders = accountId === undefined ? all : all.filter((s) => s.accountId === accountId)
  const [sender, second] = senders
  if (!sender) throw new AppError('UNKNOWN_SENDER', { field: 'sender', params: { sender: value } })
  if (second) throw new AppError('AMBIGUOUS_SENDER', { field: 'accountId', params: { sender: value } })
  if (sender.status !== 'approved')
    throw new AppError('SENDER_NOT_APPROVED', { field: 'sender', params: { sender: value } })
  return sender
}
