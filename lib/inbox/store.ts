import type { Ctx } from '#lib/platform/ctx.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** The conversation's row as nobody else can change it until the end of the transaction; made where there is none. */
export async function lockConversation(ctx: Ctx, msisdn: string): Promise<void> {
  await ctx.db.$executeRaw`
    insert into conversation (msisdn, last_at, last_text) values (${msisdn}, clock_timestamp(), '')
    on conflict (msisdn) do update set last_at = conversation.last_at`
}

export type NewInbound = {
  accountId: number
  externalId: string | null
  msisdn: string
  sentTo: string
  text: string
  at: Date | null
  optOut: boolean
}

/**
 * Keeps a reply; false when it is here already. Without an id of the provider's the same words to the same number within
 * `twiceMs` are taken for one reply that was pushed again.
 */
export async function insertInbound(ctx: Ctx, reply: NewInbound, twiceMs: number): Promise<boolean> {
  const { accountId, externalId, msisdn, sentTo, text, at, optOut } = reply
  const added = await ctx.db.$executeRaw`
    insert into inbound (account_id, external_id, msisdn, sent_to, text, at, opt_out, received_at)
    select ${accountId}, ${externalId}, ${msisdn}, ${sentTo}, ${text}, ${at}, ${optOut}, clock_timestamp()
    where ${externalId}::text is not null or not exists (select 1 from inbound i
      where i.msisdn = ${msisdn} and i.account_id = ${accountId} and i.external_id is null and i.sent_to = ${sentTo}
        and i.text = ${text} and i.received_at > clock_timestamp() - ${twiceMs}::int * interval '1 ms')
    on conflict (account_id, external_id) where external_id is not null do nothing`
  return added > 0
}

export async function addToConversation(ctx: Ctx, msisdn: string, text: string): Promise<void> {
  await ctx.db.$executeRaw`
    update conversation set last_at = clock_timestamp(), last_text = ${text}, unread = unread + 1
    where msisdn = ${msisdn}`
}

export type ConversationRow = {
  id: bigint
  msisdn: string
  name: string | null
  lastAt: Date
  lastText: string
  unread: number
  stopped: boolean
  lookedTo: Date | null
}

const ROWS = Prisma.sql`
  select c.id, c.msisdn, nullif(p.name, '') as name, c.last_at as "lastAt", c.last_text as "lastText", c.unread,
    exists (select 1 from suppression s where s.key = encode(sha256(c.msisdn::bytea), 'hex') and s.sender_id is null)
      as stopped, c.looked_to as "lookedTo"
  from conversation c left join contact p on p.msisdn = c.msisdn`

export type ListFilter = {
  search: string | null
  unreadOnly: boolean
  before: { at: Date; id: number } | null
  limit: number
}

/** Newest first. */
export const findConversations = (ctx: Ctx, filter: ListFilter): Promise<ConversationRow[]> => {
  const { search, unreadOnly, before, limit } = filter
  const conditions = [Prisma.sql`true`]
  if (unreadOnly) conditions.push(Prisma.sql`c.unread > 0`)
  if (before)
    conditions.push(
      Prisma.sql`(date_trunc('milliseconds', c.last_at), c.id) < (${before.at}::timestamptz, ${before.id}::bigint)`,
    )
  if (search !== null) conditions.push(matching(search))
  return ctx.db.$queryRaw<ConversationRow[]>`
    ${ROWS} where ${Prisma.join(conditions, ' and ')}
    order by date_trunc('milliseconds', c.last_at) desc, c.id desc limit ${limit}`
}

/** In the number, the contact's name, or anything that came from there. */
function matching(search: string): Prisma.Sql {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const digits = search.replace(/[\s()+.-]/g, '')
  const number = /^\d{3,}$/.test(digits)
    ? Prisma.sql`or c.msisdn like ${`%${digits.replace(/^0/, '')}%`}`
    : Prisma.empty
  return Prisma.sql`(p.name ilike ${pattern} or exists (select 1 from inbound i
    where i.msisdn = c.msisdn and i.text ilike ${pattern}) ${number})`
}

export async function findConversation(ctx: Ctx, id: number): Promise<ConversationRow | null> {
  const [row] = await ctx.db.$queryRaw<ConversationRow[]>`${ROWS} where c.id = ${id}`
  return row ?? null
}

/** Counted up to a limit. */
export async function countUnread(ctx: Ctx, upTo: number): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from (select 1 from conversation where unread > 0 limit ${upTo}) unread`
  return row?.n ?? 0
}

/** False when there is no such conversation. */
export async function setUnread(ctx: Ctx, id: number, unread: number): Promise<boolean> {
  const { count } = await ctx.db.conversation.updateMany({ where: { id }, data: { unread } })
  return count > 0
}
