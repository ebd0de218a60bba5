import { connectAccount, openAccount } from '#lib/accounts/open-account.ts'
import { within } from '#lib/accounts/within.ts'
import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import type { Connection, ListedSender } from '#lib/providers/provider.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { takeSender } from './find-sender.ts'
import { fitsSenderForm, writingsOf } from './rules.ts'
import { type SyncView, syncView } from './schema.ts'
import * as store from './store.ts'

/** A person is waiting: longer than this is no answer, in ms. */
const ASK_MS = 15_000
/** A long list comes in pages. */
const LIST_MS = 30_000

/**
 * Fetches the provider's list of senders. What it approves may send and is everybody's; what it lists without saying
 * whether it can send waits for a person. Requests of people are left as they are. Throws UNKNOWN_ACCOUNT, CONFLICT where
 * the provider lists none, INVALID_SETTINGS, PROVIDER_UNAVAILABLE.
 */
export async function syncSenders(root: RootCtx, { accountId }: { accountId: number }): Promise<SyncView> {
  const account = await openAccount(root, accountId)
  const listed = await ask(root, accountId, (line) => line.listSenders?.())
  const usable = listed.filter(({ value }) => fitsSenderForm(account.capabilities.senderForm, value))
  return inTx(root, async (ctx) => {
    const before = await store.findSendersOfAccount(ctx, accountId)
    const changes = { added: 0, approved: 0, switchedOff: 0, toConfirm: 0 }
    for (const one of usable) {
      const row = before.find(({ value }) => writingsOf(one.value).includes(value))
      const change = await (row ? follow(ctx, row, one) : add(ctx, accountId, one))
      if (change !== null) changes[change] += 1
      if (one.toConfirm && (!row || row.status === 'pending')) changes.toConfirm += 1
    }
    const missing = before.filter(
      ({ origin, status, value }) =>
        origin === 'provider' &&
        status !== 'withdrawn' &&
        !usable.some((one) => writingsOf(one.value).includes(value)),
    )
    await recordAudit(ctx, { action: 'sender.sync', target: `account:${accountId}`, details: changes })
    return syncView.parse({ ...changes, missing: missing.map(({ value }) => value) })
  })
}

/** What changed with a sender that is here already; null where nothing did. */
async function follow(ctx: Ctx, row: store.SenderRow, listed: ListedSender) {
  if (row.origin !== 'provider') return null
  if (listed.approved && row.status === 'pending') {
    await store.updateSender(ctx, row.id, { status: 'approved', decidedAt: ctx.now() })
    return 'approved'
  }
  // Whoever approved what the provider says nothing about knew it better than the provider.
  if (!listed.approved && !listed.toConfirm && row.status === 'approved') {
    await store.updateSender(ctx, row.id, { status: 'pending', decidedAt: ctx.now() })
    return 'switchedOff'
  }
  return null
}

async function add(ctx: Ctx, accountId: number, listed: ListedSender): Promise<'added'> {
  await store.insertSender(ctx, {
    accountId,
    value: listed.value,
    status: listed.approved ? 'approved' : 'pending',
    origin: 'provider',
    purpose: listed.name ?? null,
    ownerId: null,
    ...(listed.approved && { decidedAt: ctx.now() }),
  })
  return 'added'
}

/**
 * Tells the provider to let a number send, and approves it. Throws NOT_FOUND, FORBIDDEN, CONFLICT where there is nothing
 * to switch on, INVALID_SETTINGS, PROVIDER_UNAVAILABLE.
 */
export async function enableSender(root: RootCtx, { senderId }: { senderId: number }): Promise<void> {
  const row = await inTx(root, (ctx) => takeSender(ctx, senderId, 'approve'))
  await ask(root, row.accountId, (line) => line.enableSender?.(row.value).then(() => true))
  await inTx(root, async (ctx) => {
    await takeSender(ctx, senderId, 'approve')
    const decided = { decidedBy: actorIds(ctx.actor).userId, decidedAt: ctx.now() }
    await store.updateSender(ctx, senderId, { status: 'approved', reason: null, ...decided })
    await recordAudit(ctx, { action: 'sender.enable', target: `sender:${senderId}` })
  })
}

/** Throws CONFLICT for what the provider does not offer. */
async function ask<T>(
  root: RootCtx,
  accountId: number,
  question: (line: Connection) => Promise<T> | undefined,
): Promise<T> {
  const line = await connectAccount(root, await openAccount(root, accountId), ASK_MS)
  try {
    const answer = question(line)
    if (!answer) throw new AppError('CONFLICT')
    return await within(LIST_MS, answer)
  } finally {
    void line.close().catch(() => undefined)
  }
}
