import type { Ctx } from '#lib/platform/ctx.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { parseTemplate, render } from '#lib/sms/placeholders.ts'
import { stateOfNumber } from './rules.ts'
import { type SentView, sentView } from './schema-follow.ts'
import * as store from './store-sent-to.ts'

type Look = {
  /** Only messages that were planned since then. */
  since: Date
  /** Rows that may be read; the newest messages come first. */
  people: number
}

/** Where a number stands, and up to when everything was looked through; null where there was more than might be read. */
type Found = { places: store.Place[]; lookedTo: Date | null }

/**
 * Looks for what was sent to a number, under the number itself or its hash. It reads all rows of the messages it looks
 * through (two million take some tenths of a second), so it is asked once and its answer is kept.
 */
export async function findSentTo(ctx: Ctx, msisdn: string, { since, people }: Look): Promise<Found> {
  const { messages, all, now } = await store.findPlannedSince(ctx, since)
  let left = people
  const within = messages.filter(({ total }) => {
    left -= total
    return left >= 0
  })
  const numbers = [...new Set([msisdn, suppressionKey(msisdn)])]
  const places = await store.findPlaces(
    ctx,
    within.map(({ id }) => id),
    numbers,
  )
  return { places, lookedTo: all && within.length === messages.length ? now : null }
}

/** What one number was sent, as a conversation shows it. Whose message it was makes no difference to who answers. */
export async function readSent(ctx: Ctx, places: readonly store.Place[]): Promise<SentView[]> {
  const rows = await store.findSent(ctx, places)
  return rows.map((row) => {
    const { text, missing } = render(parseTemplate(row.content), { ...row.shared, ...row.own })
    return sentView.parse({
      ...row,
      text: missing.length > 0 ? null : text,
      state: row.sending ? 'sending' : stateOfNumber(row.state),
      at: row.at.toISOString(),
      canUndo: row.messageState === 'scheduled',
      dueAt: row.dueAt?.toISOString() ?? null,
    })
  })
}
