import type { Ctx } from '#lib/platform/ctx.ts'

export type BillingSums = { rows: number; more: number; less: number; amount: number }

/**
 * Rows whose parts the provider counted otherwise than the plan, at most `limit` of them: parts more and less, and what
 * the difference is at the rows' own prices, in thousandths.
 */
export async function sumDiffering(ctx: Ctx, messageId: bigint, limit: number): Promise<BillingSums> {
  const [sums] = await ctx.db.$queryRaw<BillingSums[]>`
    select count(*)::int as rows, coalesce(sum(greatest(parts_difference, 0)), 0)::int as more,
      coalesce(sum(greatest(-parts_difference, 0)), 0)::int as less,
      coalesce(sum(parts_difference * price / nullif(parts, 0)), 0)::float8 as amount
    from (select parts, parts_difference, price from recipient
      where message_id = ${messageId} and parts_difference is not null order by seq limit ${limit}) differing`
  return sums ?? { rows: 0, more: 0, less: 0, amount: 0 }
}

/** Whether the provider says how many parts it counted: of the first thousand, anybody's count is enough. */
export async function tellsParts(ctx: Ctx, messageId: bigint): Promise<boolean> {
  const [row] = await ctx.db.$queryRaw<{ told: boolean }[]>`
    select coalesce(bool_or(billed_parts is not null), false) as told
    from (select billed_parts from recipient where message_id = ${messageId} order by seq limit 1000) first`
  return row?.told ?? false
}

export type CountrySums = {
  country: string | null
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

/** A message's totals country by country: sums of chunk counters. */
export const sumByCountry = (ctx: Ctx, messageId: bigint): Promise<CountrySums[]> =>
  ctx.db.$queryRaw<CountrySums[]>`
    select country, sum(queued)::int as queued, sum(unknown)::int as unknown, sum(accepted)::int as accepted,
      sum(rejected)::int as rejected, sum(blocked)::int as blocked, sum(undelivered)::int as undelivered,
      sum(expired)::int as expired, sum(delivered)::int as delivered, sum(cancelled)::int as cancelled,
      sum(no_receipt)::int as no_receipt, sum(settled)::float8 as settled
    from chunk where message_id = ${messageId} group by country`
