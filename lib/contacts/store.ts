import type { Ctx } from '#lib/platform/ctx.ts'

/** Which of these numbers or hashes must not be texted by this sender; in the same order. */
export async function findSuppressed(
  ctx: Ctx,
  msisdns: readonly string[],
  senderId: number,
): Promise<boolean[]> {
  if (msisdns.length === 0) return []
  const rows = await ctx.db.$queryRaw<{ stopped: boolean }[]>`
    select exists (
      select 1 from suppression s
      where s.key = suppression_key(n.msisdn) and (s.sender_id is null or s.sender_id = ${senderId})
    ) as stopped
    from unnest(${msisdns}::text[]) with ordinality as n (msisdn, place) order by n.place`
  return rows.map((row) => row.stopped)
}
