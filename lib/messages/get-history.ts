import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { findHistory } from '#lib/users/find-history.ts'
import { findOwnMessage } from './get-message.ts'
import { type HistoryEvent, type HistoryView, historyView } from './schema-follow.ts'
import type { MessageRow } from './store-read.ts'

/** What happened to a message and who did it, newest first. Throws NOT_FOUND and FORBIDDEN. */
export async function getHistory(ctx: Ctx, uuid: string): Promise<HistoryView> {
  const message = await findOwnMessage(ctx, uuid)
  const told = (await findHistory(ctx, `message:${uuid}`)).map(
    (entry): HistoryEvent => ({
      at: entry.at.toISOString(),
      kind: entry.action,
      by: entry.user === null ? null : { name: entry.user, key: entry.key },
      details: entry.details,
    }),
  )
  const events = [...told, ...marks(message)].sort((a, b) => b.at.localeCompare(a.at))
  return historyView.parse({ events })
}

/** What nobody did: the message came to these points by itself. */
function marks(message: MessageRow): HistoryEvent[] {
  const mark = (kind: string, at: Date | null, details = {}): HistoryEvent[] =>
    at ? [{ at: at.toISOString(), kind, by: null, details }] : []
  const { total, hold } = message
  return [
    ...mark('planned', message.plannedAt, { people: total, credits: toCredits(Number(hold)) }),
    ...mark('started', message.startedAt),
    // Somebody who ends a message stands in the audit log.
    ...(message.state === 'cancelled' ? [] : mark('finished', message.finishedAt)),
  ]
}
