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

/** Suppressions that concern a sender, in the order of their ids, a page at a time. */
export async function* readSuppressions(
  ctx: Ctx,
  senderId: number,
): AsyncGenerator<{ key: string; msisdn: string | null }> {
  const page = 20_000
  for (let after = 0n; ; ) {
    const rows = await ctx.db.$queryRaw<{ id: bigint; key: string; msisdn: string | null }[]>`
      select id, key, msisdn from suppression
      where id > ${after} and (sender_id is null or sender_id = ${senderId}) order by id limit ${page}`
    yield* rows
    if (rows.length < page) return
    after = rows.at(-1)?.id ?? after
  }
}
