import { listAccounts } from '#lib/accounts/list-accounts.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { type SenderRowView, type SenderView, senderRowView, senderView } from './schema.ts'
import * as store from './store.ts'

export const toSenderView = (row: store.SenderRow): SenderView =>
  senderView.parse({
    name: row.value,
    status: row.status,
    shared: row.ownerId === null,
    accountId: row.accountId,
  })

/** With the names of the account and of people. */
export async function toRowViews(ctx: Ctx, rows: readonly store.SenderRow[]): Promise<SenderRowView[]> {
  const [accounts, names] = await Promise.all([
    listAccounts(ctx),
    store.findNames(
      ctx,
      rows.flatMap((row) => [row.ownerId, row.requestedBy]),
    ),
  ])
  return rows.map((row) =>
    senderRowView.parse({
      ...row,
      account: accounts.find(({ id }) => id === row.accountId),
      owner: personOf(names, row.ownerId),
      requestedBy: personOf(names, row.requestedBy),
      createdAt: row.createdAt.toISOString(),
    }),
  )
}

export const personOf = (names: Awaited<ReturnType<typeof store.findNames>>, id: number | null) =>
  id === null ? null : (names.get(id) ?? null)
