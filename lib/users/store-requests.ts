import type { Ctx } from '#lib/platform/ctx.ts'

/** A request with an Idempotency-Key. Its key is one of its owner's: `key:<id>` or `user:<id>`. */
export type RequestId = { owner: string; key: string }

/** How long a process may be silent before another takes its request over. */
const HELD = '10 seconds'
/** How long a repeated request is answered from what is kept. */
const KEPT = '24 hours'

/** Begins a request that nobody has begun, or whose answer has expired; null otherwise. */
export async function beginRequest(
  ctx: Ctx,
  id: RequestId,
  hash: string,
  holder: string,
): Promise<string | null> {
  await ctx.db.$executeRaw`
    delete from api_request where owner = ${id.owner} and key = ${id.key} and expires_at < clock_timestamp()`
  const rows = await ctx.db.$queryRaw<{ confirmation: string }[]>`
    insert into api_request (owner, key, hash, holder, held_until, expires_at)
    values (${id.owner}, ${id.key}, ${hash}, ${holder}::uuid, clock_timestamp() + ${HELD}::interval,
      clock_timestamp() + ${KEPT}::interval)
    on conflict (owner, key) do nothing returning confirmation`
  return rows[0]?.confirmation ?? null
}

/** Takes over what a process has left unfinished; null while it is held, or when it is answered or gone. */
export async function takeOverRequest(ctx: Ctx, id: RequestId, holder: string): Promise<string | null> {
  const rows = await ctx.db.$queryRaw<{ confirmation: string }[]>`
    update api_request set holder = ${holder}::uuid, held_until = clock_timestamp() + ${HELD}::interval
    where owner = ${id.owner} and key = ${id.key} and answer is null and held_until < clock_timestamp()
    returning confirmation`
  return rows[0]?.confirmation ?? null
}

/** The answer is JSON in an array, so that there is one even if it is null. */
export const findRequest = (ctx: Ctx, { owner, key }: RequestId) =>
  ctx.db.apiRequest.findUnique({ where: { owner_key: { owner, key } }, select: { hash: true, answer: true } })

/** Says that its process is still at it; false when another has taken it over. */
export async function holdRequest(ctx: Ctx, { owner, key }: RequestId, holder: string): Promise<boolean> {
  const held = await ctx.db.$executeRaw`
    update api_request set held_until = clock_timestamp() + ${HELD}::interval
    where owner = ${owner} and key = ${key} and holder = ${holder}::uuid`
  return held > 0
}

export async function keepAnswer(ctx: Ctx, { owner, key }: RequestId, answer: unknown): Promise<void> {
  await ctx.db.$executeRaw`
    update api_request set answer = ${JSON.stringify([answer ?? null])}::json where owner = ${owner} and key = ${key}`
}

/** Of a request that was refused nothing is kept: its key may be used again. */
export async function forgetRequest(ctx: Ctx, { owner, key }: RequestId, holder: string): Promise<void> {
  await ctx.db.$executeRaw`
    delete from api_request where owner = ${owner} and key = ${key} and holder = ${holder}::uuid and answer is null`
}

/** Lets go of a request of which nobody knows how far it came. */
export async function letGoRequest(ctx: Ctx, { owner, key }: RequestId, holder: string): Promise<void> {
  await ctx.db.$executeRaw`
    update api_request set held_until = '-infinity'
    where owner = ${owner} and key = ${key} and holder = ${holder}::uuid and answer is null`
}

export const deleteExpiredRequests = (ctx: Ctx): Promise<number> =>
  ctx.db.$executeRaw`delete from api_request where expires_at < clock_timestamp()`
