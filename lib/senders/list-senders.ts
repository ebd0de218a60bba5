import { listAccounts } from '#lib/accounts/list-accounts.ts'
import { openAccount } from '#lib/accounts/open-account.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { visibleTo } from './choose-sender.ts'
import { type SenderStatus, senderStatuses } from './rules.ts'
import {
  type SenderAccountView,
  type SenderOption,
  type SenderRowView,
  type SenderView,
  senderAccountView,
} from './schema.ts'
import { toRowViews, toSenderView } from './sender-view.ts'
import * as store from './store.ts'

/** What is shown where nobody asks for withdrawn ones. */
const wanted = senderStatuses.filter((status) => status !== 'withdrawn')

/** All senders that the person may see, with their status; withdrawn ones are left out. */
export async function listSenders(ctx: Ctx): Promise<{ senders: SenderView[] }> {
  const rows = await store.findSenders(ctx, visibleTo(ctx.actor), wanted)
  return { senders: rows.map(toSenderView) }
}

/** The same with everything that their room shows; of one status, or all that are still wanted. */
export async function listSenderRows(ctx: Ctx, status: SenderStatus | null): Promise<SenderRowView[]> {
  const rows = await store.findSenders(ctx, visibleTo(ctx.actor), status === null ? wanted : [status])
  return toRowViews(ctx, rows)
}

/** The senders that may send now, with the account each belongs to; the default account's first. */
export async function listSenderOptions(ctx: Ctx): Promise<SenderOption[]> {
  const [rows, accounts] = await Promise.all([
    store.findUsableSenders(ctx, visibleTo(ctx.actor)),
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

/** The accounts for which a sender can be asked, with what one looks like there. */
export async function listSenderAccounts(ctx: Ctx): Promise<SenderAccountView[]> {
  const accounts = (await listAccounts(ctx)).filter(({ enabled }) => enabled)
  return Promise.all(
    accounts.map(async ({ id, name, provider }) => {
      const { senderForm, senderList } = (await openAccount(ctx, id)).capabilities
      return senderAccountView.parse({ id, name, provider, form: senderForm, lists: senderList })
    }),
  )
}
