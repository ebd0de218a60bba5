import type { Ctx } from '#lib/platform/ctx.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Filter = { since: Date; until: Date; userId: number | null }

export type FigureRow = {
  key: string
  label: string | null
  messages: number
  queued: number
  unknown: number
  accepted: number
  rejected: number
  blocked: number
  undelivered: number
  expired: number
  delivered: number
  cancelled: number
  no_receipt: number
  settled: number
}

/** What a chunk or its message belongs to, and its name. */
const keys = {
  sender: Prisma.sql`coalesce(m.sender_value, '') as key, null::text as label`,
  account: Prisma.sql`k.account_id::text as key,
    (select a.name from account a where a.id = k.account_id) as label`,
  country: Prisma.sql`coalesce(k.country, '') as key, null::text as label`,
  user: Prisma.sql`m.user_id::text as key, (select u.name from app_user u where u.id = m.user_id) as label`,
} satisfies Record<string, Prisma.Sql>

/**
 * Sums of chunk counters of the messages that began in a span, by what is asked for; of periods, whose beginnings are
 * given in their order, the key is the place in that list, from 1. Recipients are never read: a message to two million
 * people is two thousand rows here.
 */
export function sumFigures(
  ctx: Ctx,
  by: keyof typeof keys | readonly Date[],
  { since, until, userId }: Filter,
): Promise<FigureRow[]> {
  const key =
    typeof by === 'string'
      ? keys[by]
      : Prisma.sql`width_bucket(m.started_at, ${[...by]}::timestamptz[])::text as key, null::text as label`
  return ctx.db.$queryRaw<FigureRow[]>`
    select key, label, count(distinct id)::int as messages, sum(queued)::int as queued, sum(unknown)::int as unknown,
      sum(accepted)::int as accepted, sum(rejected)::int as rejected, sum(blocked)::int as blocked,
      sum(undelivered)::int as undelivered, sum(expired)::int as expired, sum(delivered)::int as delivered,
      sum(cancelled)::int as cancelled, sum(no_receipt)::int as no_receipt, sum(settled)::float8 as settled
    from (
      select ${key}, m.id, k.queued, k.unknown, k.accepted, k.rejected, k.blocked, k.undelivered,
        k.expired, k.delivered, k.cancelled, k.no_receipt, k.settled
      from message m join chunk k on k.message_id = m.id
      where m.started_at >= ${since} and m.started_at < ${until} and (${userId}::int is null or m.user_id = ${userId})
    ) figures
    group by key, label`
}

/** How many messages began in a span; by country one of them stands in several rows. */
export async function countStarted(ctx: Ctx, { since, until, userId }: Filter): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from message m
    where m.started_at >= ${since} and m.started_at < ${until} and (${userId}::int is null or m.user_id = ${userId})`
  return row?.n ?? 0
}
