import { getContact } from '#lib/contacts/get-contact.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { findSentTo, readSent } from './find-sent-to.ts'
import { type SentToContact, sentToContact } from './schema-follow.ts'

/** How far back a person's messages are looked for, and how many rows may be read for it. */
const DAYS = 90
const PEOPLE = 2_000_000
const SHOWN = 50

/**
 * What one person was sent lately, newest first, whoever sent it. No index leads from a number to its rows, because it
 * would be written with every outcome: so rows are read, of the newest messages and up to a limit. Throws NOT_FOUND.
 */
export async function listSentToContact(ctx: Ctx, contactId: number): Promise<SentToContact> {
  const { msisdn } = await getContact(ctx, contactId)
  const since = new Date(ctx.now().getTime() - DAYS * 86_400_000)
  const { places, lookedTo } = await findSentTo(ctx, msisdn, { since, people: PEOPLE })
  const newest = places.toSorted((a, b) => Number(b.messageId - a.messageId) || b.seq - a.seq).slice(0, SHOWN)
  const sent = await readSent(ctx, newest)
  return sentToContact.parse({
    sent: sent.sort((a, b) => b.at.localeCompare(a.at)),
    days: DAYS,
    whole: lookedTo !== null && places.length <= SHOWN,
  })
}
