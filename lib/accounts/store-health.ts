import type pg from 'pg'
import type { Ctx } from '#lib/platform/ctx.ts'

/** What one worker has seen of an account since it last wrote it down. */
export type Seen = { accountId: number; good: number; bad: number; times: number[]; error: string | null }

/** Adds to the counters of these ten minutes. */
export async function addHealth(pool: pg.Pool, seen: readonly Seen[]): Promise<void> {
  for (const { accountId, good, bad, times, error } of seen) {
    await pool.query(
      `insert into account_health as h (account_id, slot, good, bad, times)
       values ($1, date_bin('10 minutes', clock_timestamp(), '2000-01-01Z'), $2, $3, $4)
       on conflict (account_id, slot) do update set good = h.good + excluded.good, bad = h.bad + excluded.bad,
         times = array(select a + b from unnest(h.times, excluded.times) as t (a, b))`,
      [accountId, good, bad, times],
    )
    await pool.query(
      `insert into account_pulse as p (account_id, success_at, error_at, error)
       values ($1, case when $2::int > 0 then clock_timestamp() end, case when $3::text is not null then clock_timestamp() end, $3)
       on conflict (account_id) do update set success_at = coalesce(excluded.success_at, p.success_at),
         error_at = coalesce(excluded.error_at, p.error_at), error = coalesce(excluded.error, p.error)`,
      [accountId, good, error],
    )
  }
}

/** Throws away what is older than what is shown. */
export async function dropOldHealth(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from account_health where slot < clock_timestamp() - interval '25 hours'`)
}

export type HealthRow = {
  accountId: number
  good: number
  bad: number
  /** Counters of each ten minutes. */
  times: number[][]
  successAt: Date | null
  errorAt: Date | null
  error: string | null
  attention: string | null
  attentionDetails: Record<string, unknown> | null
  attentionAt: Date | null
  failingSince: Date | null
}

/** Of the last 24 hours, of all accounts or one. */
export async function findHealth(ctx: Ctx, accountId: number | null): Promise<HealthRow[]> {
  return ctx.db.$queryRaw`
    select a.id as "accountId", coalesce(h.good, 0)::int as good, coalesce(h.bad, 0)::int as bad, coalesce(h.times, '[]') as times,
      p.success_at as "successAt", p.error_at as "errorAt", p.error, a.attention,
      a.attention_details as "attentionDetails", a.attention_at as "attentionAt", a.failing_since as "failingSince"
    from account a
    left join account_pulse p on p.account_id = a.id
    left join lateral (
      select sum(good) as good, sum(bad) as bad, jsonb_agg(to_jsonb(times)) as times from account_health
      where account_id = a.id and slot > clock_timestamp() - interval '24 hours') h on true
    where ${accountId}::int is null or a.id = ${accountId}::int`
}
