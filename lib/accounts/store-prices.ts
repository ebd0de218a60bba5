import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'

export type PriceRow = {
  id: number
  prefix: string
  perPart: bigint
  validFrom: Date
  state: 'holds' | 'coming' | 'past'
}

/** By prefix, the newest first. */
export const findAllPrices = (ctx: Ctx, accountId: number): Promise<PriceRow[]> =>
  ctx.db.$queryRaw<PriceRow[]>`
    select id, prefix, per_part as "perPart", valid_from as "validFrom",
      case when valid_from > now() then 'coming'
        when valid_from = max(valid_from) filter (where valid_from <= now()) over (partition by prefix) then 'holds'
        else 'past' end as state
    from price where account_id = ${accountId} order by prefix, valid_from desc`

type NewPrice = { prefix: string; perPart: number; validFrom: string | null }

/** False when there is no such account. Without an instant a price holds from this one on, by the database's clock. */
export async function insertPrices(
  ctx: Ctx,
  accountId: number,
  prices: readonly NewPrice[],
): Promise<boolean> {
  try {
    await ctx.db.$executeRaw`
      insert into price (account_id, prefix, per_part, valid_from)
      select ${accountId}, p.prefix, p.per_part, coalesce(p.valid_from, now())
      from jsonb_to_recordset(${JSON.stringify(prices.map((p) => ({ prefix: p.prefix, per_part: p.perPart, valid_from: p.validFrom })))}::jsonb)
        as p (prefix text, per_part bigint, valid_from timestamptz)
      -- What holds already is not written down anew, or a file that is imported twice would double the list.
      where p.valid_from is not null or p.per_part is distinct from (
        select held.per_part from price held
        where held.account_id = ${accountId} and held.prefix = p.prefix and held.valid_from <= now()
        order by held.valid_from desc limit 1)
      on conflict (account_id, prefix, valid_from) do update set per_part = excluded.per_part`
    return true
  } catch (error) {
    if (sqlState(error) === '23503') return false
    throw error
  }
}

/** The account whose price it was, or null when there is no such price to come. */
export async function deleteComingPrice(ctx: Ctx, id: number): Promise<number | null> {
  const rows = await ctx.db.$queryRaw<{ accountId: number }[]>`
    delete from price where id = ${id} and valid_from > now() returning account_id as "accountId"`
  return rows[0]?.accountId ?? null
}
