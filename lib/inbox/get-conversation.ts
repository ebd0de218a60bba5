import { findSuppression } from '#lib/contacts/find-suppression.ts'
import { readNumber } from '#lib/contacts/read-number.ts'
import { isOptIn } from '#lib/contacts/rules.ts'
import { readSent } from '#lib/messages/find-sent-to.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { toConversationView } from './list-conversations.ts'
import { lookForSent } from './look-for-sent.ts'
import { type ConversationDetail, conversationDetail } from './schema.ts'
import { findConversation } from './store.ts'
import * as store from './store-entries.ts'

const PER_PAGE = 50

/**
 * What was said both ways with one number, newest first; `cursor` goes on to older entries. Everybody who answers sees all
 * of it, whoever sent it. Throws NOT_FOUND, INVALID_CURSOR.
 */
export async function getConversation(
  root: RootCtx,
  id: number,
  cursor?: string,
): Promise<ConversationDetail> {
  const row = await findConversation(root, id)
  if (!row) throw new AppError('NOT_FOUND')
  const { msisdn } = row
  const before = cursor === undefined ? null : parseCursor(cursor)
  if (before === null) await lookForSent(root, row, 'waiting')
  const page = { before, limit: PER_PAGE + 1 }
  const [inbound, places, suppression, [last]] = await Promise.all([
    store.findInbound(root, msisdn, page),
    store.findPlaces(root, msisdn, page),
    findSuppression(root, msisdn),
    store.findInbound(root, msisdn, { before: null, limit: 1 }),
  ])
  const sent = await readSent(root, places)
  const all = [
    ...sent.map((one) => ({ kind: 'sent' as const, ...one })),
    ...inbound.map((one) => toReceived(one, suppression !== null)),
  ].sort((a, b) => b.at.localeCompare(a.at))
  const entries = all.slice(0, PER_PAGE)
  return conversationDetail.parse({
    ...toConversationView(row),
    entries,
    nextCursor: all.length > PER_PAGE ? String(Date.parse(entries.at(-1)?.at ?? '')) : null,
    suppression: suppression && {
      ...suppression,
      since: suppression.createdAt,
      by: suppression.createdBy,
    },
    wroteTo: last ? { accountId: last.accountId, value: last.sentTo } : null,
    canAnswer: typeof readNumber(`+${msisdn}`, '') !== 'string',
  })
}

const toReceived = (row: store.InboundRow, stopped: boolean) => ({
  kind: 'received' as const,
  id: Number(row.id),
  text: row.text,
  at: row.at.toISOString(),
  account: row.account,
  sentTo: row.sentTo,
  optOut: row.optOut,
  wantsBack: stopped && isOptIn(row.text),
  answers:
    row.messageUuid === null
      ? null
      : {
          uuid: row.messageUuid,
          title: messageTitle({ name: row.messageName, content: row.messageContent ?? '' }),
        },
})

function parseCursor(cursor: string): Date {
  if (!/^\d{1,14}$/.test(cursor)) throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  return new Date(Number(cursor))
}
