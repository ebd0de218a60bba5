import type { Ctx } from '#lib/platform/ctx.ts'

export async function findSettings(ctx: Ctx): Promise<Record<string, unknown>> {
  const rows = await ctx.db.setting.findMany({ select: { key: true, value: true } })
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}

/** Whoever changes settings waits here for the others, so that each one's log says what it was before. */
export async function lockSettings(ctx: Ctx): Promise<void> {
  await ctx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('longwave settings'))`
}

export async function saveSetting(
  ctx: Ctx,
  key: string,
  value: string | number | boolean | readonly string[] | null,
): Promise<void> {
  await ctx.db.$executeRaw`
    insert into setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp()`
}
