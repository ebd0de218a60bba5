import type { Ctx } from '#lib/platform/ctx.ts'

type Place = { messageId: bigint; seq: number }

export type InboundRow = {
  id: bigint
  text: string
  at: Date
  account: string
  accountId: number
  sentTo: string
  optOut: boolean
  messageUuid: string | null
  messageName: string | null
  messageContent: string | null
}

/** What came from a number, newest first. */
export const findInbound = (
  ctx: Ctx,
  msisdn: string,
  { before, limit }: { before: Date | null; limit: number },
): Promise<InboundRow[]> =>
  ctx.db.$queryRaw<InboundRow[]>`
    select i.id, i.text, date_trunc('milliseconds', i.received_at) as at, a.name as account, i.account_id as "accountId",
      i.sent_to as "sentTo", i.opt_out as "optOut", m.uuid as "messageUuid", m.name as "messageName",
      m.content as "messageContent"
    from inbound i join account a on a.id = i.account_id left join message m on m.id = i.message_id
    where i.msisdn = ${msisdn}
      and (${before}::timestamptz is null or date_trunc('milliseconds', i.received_at) < ${before})
    order by i.id desc limit ${limit}`

/** Where the number stands in messages that were sent before an instant, or will be; newest first. */
export const findPlaces = (
  ctx: Ctx,
  msisdn: string,
  { before, limit }: { before: Date | null; limit: number },
): Promise<Place[]> =>
  ctx.db.$queryRaw<Place[]>`
    select s.message_id as "messageId", s.seq from conversation_sent s join message m on m.id = s.message_id
    where s.msisdn = ${msisdn} and (${before}::timestamptz is null
      or date_trunc('milliseconds', coalesce(m.started_at, m.due_at, m.planned_at, m.created_at)) < ${before})
    order by coalesce(m.started_at, m.due_at, m.planned_at, m.created_at) desc limit ${limit}`

/** Keeps what a look has found, and up to when it looked; null leaves that as it was. */
export async function keepLook(
  ctx: Ctx,
  msisdn: string,
  { places, lookedTo }: { places: readonly Place[]; lookedTo: Date | null },
): Promise<void> {
  await ctx.db.conversationSent.createMany({
    data: places.map((place) => ({ msisdn, ...place })),
    skipDuplicates: true,
  })
  if (lookedTo !== null) await ctx.db.conversation.update({ where: { msisdn }, data: { lookedTo } })
}

/** Numbers with replies for which nobody has looked which message they follow. */
export const findToLook = (ctx: Ctx, limit: number): Promise<{ msisdn: string; lookedTo: Date | null }[]> =>
  ctx.db.$queryRaw`
    select c.msisdn, c.looked_to as "lookedTo" from conversation c
    where c.msisdn in (select msisdn from inbound where not looked order by id limit ${limit})`

/**
 * Ties the replies of a number to the message that each follows: the newest that had left to it by then through the same
 * account, one from the very sender that it was sent to before others.
 */
export async function tieReplies(ctx: Ctx, msisdn: string): Promise<void> {
  // 3, 4 and 8 never left: refused, blocked, cancelled. 0 has not yet.
  await ctx.db.$executeRaw`
    update inbound i set looked = true, message_id = found.message_id, seq = found.seq
    from inbound own left join lateral (
      select s.message_id, s.seq from conversation_sent s
      join message m on m.id = s.message_id
      join recipient r on r.message_id = s.message_id and r.seq = s.seq
      where s.msisdn = own.msisdn and m.account_id = own.account_id and m.started_at <= own.received_at
        and r.state not in (0, 3, 4, 8)
      order by ltrim(m.sender_value, '+') = ltrim(own.sent_to, '+') desc, m.started_at desc limit 1) found on true
    where i.id = own.id and own.msisdn = ${msisdn} and not own.looked`
}
