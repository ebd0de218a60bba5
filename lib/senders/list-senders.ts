import { listAccounts } from '#lib/accounts/list-accounts.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { visibleTo } from './choose-sender.ts'
import { type SenderOption, type SenderView, senderView } from './schema.ts'
import * as store from './store.ts'

/** All senders that the person may see, with their status. */
export async function listSenders(ctx: Ctx): Promise<{ senders: SenderView[] }> {
  const rows = await store.findSenders(ctx, visibleTo(ctx.actor))
  return {
    senders: rows.map((s) =>
      senderView.parse({
        name: s.value,
        status: s.status,
        shared: s.ownerId === null,
        accountId: s.accountId,
      }),
    ),
  }
}

/** The senders that may send now, with the account each belongs to; the default account's first. */
export async function listSenderOptions(ctx: Ctx): Promise<SenderOption[]> {
  const [rows, accounts] = await Promise.all([
    store.findSenders(ctx, visibleTo(ctx.actor)),
    listAccounts(ctx),
  ])
  return rows
    .filter((s) => s.status === 'approved')
    .flatMap((s) => {
      const account = accounts.find((a) => a.id === s.accountId && a.enabled)
      return account ? [{ sender: s, account }] : []
    })
    .sort((a, b) => Number(b.account.isDefault) - Number(a.account.isDefault))
    .map(({ sender, account }) => ({
      id: sender.id,
      value: sender.value,
      accountId: account.id,
      accountName: account.name,
    }))
}
