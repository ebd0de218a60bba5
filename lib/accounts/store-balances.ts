import type { Ctx } from '#lib/platform/ctx.ts'

type NewReading = { accountId: number } & (
  | { value: number; unit: string; problem: null }
  | { value: null; unit: null; problem: string }
)

export async function insertReading(ctx: Ctx, data: NewReading): Promise<void> {
  await ctx.db.balanceReading.create({ data })
}

export type Reading = { accountId: number; at: Date; value: number; unit: string }

/** What each account's provider said last, where it ever said something. */
export const findLastValues = (ctx: Ctx, accountIds: readonly number[]): Promise<Reading[]> =>
  ctx.db.$queryRaw<Reading[]>`
    select r.account_id as "accountId", r.at, r.value, coalesce(r.unit, '') as unit
    from unnest(${[...accountIds]}::int[]) as asked (id) cross join lateral (
      select * from balance_reading where account_id = asked.id and value is not null order by at desc, id desc limit 1) r`

/** Why the newest question to an account was not answered, for those where it was not. */
export const findProblems = (
  ctx: Ctx,
  accountIds: readonly number[],
): Promise<{ accountId: number; at: Date; problem: string }[]> =>
  ctx.db.$queryRaw`
    select r.account_id as "accountId", r.at, r.problem
    from unnest(${[...accountIds]}::int[]) as asked (id) cross join lateral (
      select * from balance_reading where account_id = asked.id order by at desc, id desc limit 1) r
    where r.problem is not null`

export type Use = { accountId: number; spent: number; spanMs: number }

/** What was spent in the last days: each fall from one reading to the next, without what was topped up between. */
export const findUse = (ctx: Ctx, accountIds: readonly number[], days: number): Promise<Use[]> =>
  ctx.db.$queryRaw<Use[]>`
    with read as (
      select account_id, at, value, lag(value) over (partition by account_id, unit order by at, id) as before
      from balance_reading
      where account_id = any (${[...accountIds]}::int[]) and value is not null
        and at > now() - make_interval(days => ${days}::int))
    select account_id as "accountId", coalesce(sum(greatest(before - value, 0)), 0)::float8 as spent,
      (extract(epoch from max(at) - min(at)) * 1000)::float8 as "spanMs"
    from read group by account_id`

/** The last reading of every four hours, oldest first. */
export const findTrend = (
  ctx: Ctx,
  accountIds: readonly number[],
  days: number,
): Promise<{ accountId: number; at: Date; value: number }[]> =>
  ctx.db.$queryRaw`
    select distinct on (account_id, date_bin('4 hours', at, 'epoch'::timestamptz)) account_id as "accountId", at, value
    from balance_reading
    where account_id = any (${[...accountIds]}::int[]) and value is not null
      and at > now() - make_interval(days => ${days}::int)
    order by account_id, date_bin('4 hours', at, 'epoch'::timestamptz), at desc`

/** Throws away what is older than any question about it. */
export const deleteOldReadings = (ctx: Ctx, days: number): Promise<number> =>
  ctx.db.$executeRaw`delete from balance_reading where at < now() - make_interval(days => ${days}::int)`
