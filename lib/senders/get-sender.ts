import { openAccount } from '#lib/accounts/open-account.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { visibleTo } from './choose-sender.ts'
import { deedsOf } from './find-sender.ts'
import { type SenderDetailView, senderDetailView } from './schema.ts'
import { personOf, toRowViews } from './sender-view.ts'
import * as store from './store.ts'
import { findDocuments } from './store-documents.ts'

/** Everything about one sender; its documents only for admins and whoever asked for it. Throws NOT_FOUND. */
export async function getSender(ctx: Ctx, id: number): Promise<SenderDetailView> {
  const row = await store.findSender(ctx, id, visibleTo(ctx.actor))
  if (!row) throw new AppError('NOT_FOUND')
  const [[view], names, account, documents] = await Promise.all([
    toRowViews(ctx, [row]),
    store.findNames(ctx, [row.decidedBy]),
    openAccount(ctx, row.accountId),
    maySeeDocuments(ctx, row) ? findDocuments(ctx, id) : null,
  ])
  const may = deedsOf(ctx.actor, row)
  return senderDetailView.parse({
    ...view,
    purpose: row.purpose,
    decidedBy: personOf(names, row.decidedBy),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    documents: documents?.map((d) => ({ ...d, createdAt: d.createdAt.toISOString() })) ?? null,
    may: { ...may, enable: may.approve && account.capabilities.senderEnable === true },
  })
}

export const maySeeDocuments = ({ actor }: Ctx, row: store.SenderRow): boolean =>
  visibleTo(actor) === 'all' || (actor.kind !== 'system' && row.requestedBy === actor.userId)
