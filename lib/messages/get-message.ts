import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { isFinished, type MessageState, messageStatus, recipientStates, recipientStatus } from './rules.ts'
import {
  type DrSummary,
  type MessageDetailView,
  type MessageView,
  messageDetailView,
  type StateCounts,
} from './schema.ts'
import { sendWindow } from './schema-schedule.ts'
import { findPlanProgress } from './store-plan.ts'
import * as store from './store-read.ts'
import { findRelatives } from './store-resend.ts'

/** One message with its totals. Throws NOT_FOUND, and FORBIDDEN for a message of somebody else. */
export async function getMessage(ctx: Ctx, uuid: string): Promise<MessageDetailView> {
  return toDetail(ctx, await findOwnMessage(ctx, uuid))
}

/** The same by the inside id, for use cases that have just made or changed it. */
export async function getMessageById(ctx: Ctx, id: number): Promise<MessageDetailView> {
  const row = await store.findMessage(ctx, { id })
  if (!row) throw new AppError('NOT_FOUND')
  return toDetail(ctx, row)
}

/** The row that a use case works on: operators act on their own messages, admins on all. */
export async function findOwnMessage(ctx: Ctx, uuid: string): Promise<store.MessageRow> {
  const row = await store.findMessage(ctx, { uuid })
  if (!row || row.state === 'draft') throw new AppError('NOT_FOUND')
  const { actor } = ctx
  if (actor.kind !== 'system' && actor.role === 'operator' && row.userId !== actor.userId)
    throw new AppError('FORBIDDEN')
  return row
}

async function toDetail(ctx: Ctx, row: store.MessageRow): Promise<MessageDetailView> {
  const [totals, relatives] = await Promise.all([store.findTotals(ctx, [row.id]), findRelatives(ctx, row)])
  const view = toMessageView(row, totals.get(row.id))
  return messageDetailView.parse({
    ...view,
    ...relatives,
    undoMs: row.undoMs,
    drSummary: isFinished(view.state) ? summarize(view.counts, view.noReceipt) : null,
    planning: view.state === 'planning' ? await planning(ctx, row.id) : null,
  })
}

async function planning(ctx: Ctx, id: bigint): Promise<MessageDetailView['planning']> {
  const progress = await findPlanProgress(ctx, id)
  return {
    rows: progress?.rowsRead ?? 0,
    bytes: Number(progress?.bytesRead ?? 0),
    totalBytes: Number(progress?.bytesTotal ?? 0),
  }
}

/** The row with its totals as the API and the screens show them. */
export function toMessageView(row: store.MessageRow, totals: store.MessageTotals | undefined): MessageView {
  const state = row.state as MessageState
  return {
    uuid: row.uuid,
    name: row.name,
    state,
    status: messageStatus(state),
    reason: row.reason,
    reasonDetails: row.reasonDetails as Record<string, unknown> | null,
    sender: row.senderValue,
    accountId: row.accountId,
    content: row.content,
    total: row.total,
    duplicates: row.duplicates,
    parts: Number(row.parts),
    credits: toCredits(Number(row.hold)),
    settled: toCredits(totals?.settled ?? 0),
    refunded: toCredits(totals?.refunded ?? 0),
    scheduledTime: row.scheduledAt?.toISOString() ?? null,
    timeZone: row.timeZone,
    dueAt: row.dueAt?.toISOString() ?? null,
    sendWindow: sendWindow.nullable().parse(row.sendWindow),
    notAfter: row.notAfter?.toISOString() ?? null,
    ratePerSecond: row.ratePerSecond,
    waits: (totals?.waits ?? []).map(({ zone, people, until }) => ({
      zone,
      people,
      until: until.toISOString(),
    })),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    createdBy: row.createdBy,
    createdById: row.userId,
    counts: Object.fromEntries(recipientStates.map((s) => [s, totals?.[s] ?? 0])) as StateCounts,
    sending: totals?.sending ?? 0,
    noReceipt: totals?.no_receipt ?? 0,
  }
}

/** Recipients per status of the API. Accepted ones that will get no receipt count as timed out. */
export function summarize(counts: StateCounts, noReceipt: number): DrSummary {
  const summary: DrSummary = {
    pending: 0,
    success: 0,
    failed: 0,
    invalid: 0,
    blocked: 0,
    expired: 0,
    timeout: 0,
  }
  for (const state of recipientStates) summary[recipientStatus(state, null)] += counts[state]
  summary.pending -= noReceipt
  summary.timeout += noReceipt
  return summary
}
