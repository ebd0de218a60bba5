import type { Ctx } from '#lib/platform/ctx.ts'
import { throttleDelay, type throttles } from './rules.ts'

type Throttle = (typeof throttles)[keyof typeof throttles]

// Failures that are this old say nothing about who is trying now.
const FORGOTTEN_AFTER = '1 day'

/**
 * Counts an attempt as failed before it is made, so that a thousand at once are counted too. Answers the seconds that are
 * left to wait, 0 if it may be made.
 */
export async function countAttempt(ctx: Ctx, key: string, throttle: Throttle): Promise<number> {
  await ctx.db.$executeRaw`insert into sign_in_throttle (key) values (${key}) on conflict (key) do nothing`
  const rows = await ctx.db.$queryRaw<{ failures: number; wait: number }[]>`
    select case when first_failure_at < now() - ${FORGOTTEN_AFTER}::interval then 0 else failures end as failures,
      ceil(greatest(0, extract(epoch from blocked_until - clock_timestamp())))::int as wait
    from sign_in_throttle where key = ${key} for update`
  const { failures = 0, wait } = rows[0] ?? {}
  if (wait) return wait
  const delay = throttleDelay(throttle, failures + 1)
  await ctx.db.$executeRaw`
    update sign_in_throttle set failures = ${failures + 1}::int,
      first_failure_at = case when ${failures}::int = 0 then now() else first_failure_at end,
      blocked_until = case when ${delay}::int > 0 then clock_timestamp() + make_interval(secs => ${delay}::int) end
    where key = ${key}`
  return 0
}

/** Forgets the failures of somebody who proved to know the password. */
export async function clearAttempts(ctx: Ctx, key: string): Promise<void> {
  await ctx.db.$executeRaw`delete from sign_in_throttle where key = ${key}`
}

/** Sweeps out what is too old to count. Locked rows are left: whoever holds one may be waiting for one of ours. */
export async function sweepAttempts(ctx: Ctx): Promise<void> {
  await ctx.db.$executeRaw`
    delete from sign_in_throttle where key in (
      select key from sign_in_throttle where first_failure_at < now() - ${FORGOTTEN_AFTER}::interval
      limit 1000 for update skip locked)`
}

/** Takes back one attempt. An address that many share keeps the failures of the others. */
export async function giveBackAttempt(ctx: Ctx, key: string): Promise<void> {
  await ctx.db.$executeRaw`
    update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = null where key = ${key}`
}
