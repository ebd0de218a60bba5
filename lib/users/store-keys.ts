import type { Ctx, Role } from '#lib/platform/ctx.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export type LiveKey = {
  apiKeyId: number
  hash: Uint8Array
  scopes: string[]
  allowedAddresses: string[]
  userId: number
  role: Role
  ratePerSecond: number | null
  /** Not used for more than a minute: worth writing down that it is in use. */
  stale: boolean
}

/** The key with this prefix and its owner, if both may be used at this moment. The secret is not compared here. */
export async function findLiveKey(ctx: Ctx, prefix: string): Promise<LiveKey | null> {
  const rows = await ctx.db.$queryRaw<LiveKey[]>`
    select k.id as "apiKeyId", k.hash, k.scopes, k.allowed_addresses as "allowedAddresses", u.id as "userId", u.role,
      k.rate_per_second as "ratePerSecond",
      k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as stale
    from api_key k join app_user u on u.id = k.user_id
    where k.prefix = ${prefix} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and u.active`
  return rows[0] ?? null
}

export async function touchKey(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.$executeRaw`update api_key set last_used_at = now() where id = ${id}`
}

const columns = {
  id: true,
  userId: true,
  name: true,
  prefix: true,
  scopes: true,
  allowedAddresses: true,
  ratePerSecond: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  createdAt: true,
} as const

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof columns }>

export const insertKey = (ctx: Ctx, data: Prisma.ApiKeyUncheckedCreateInput): Promise<KeyRow> =>
  ctx.db.apiKey.create({ data, select: columns })

export const findKey = (ctx: Ctx, id: number): Promise<KeyRow | null> =>
  ctx.db.apiKey.findUnique({ where: { id }, select: columns })

/** Newest first; of one user, or of all. */
export const findKeys = (ctx: Ctx, userId: number | null): Promise<KeyRow[]> =>
  ctx.db.apiKey.findMany({
    where: userId === null ? {} : { userId },
    select: columns,
    orderBy: { id: 'desc' },
  })

export async function revokeKey(ctx: Ctx, id: number): Promise<boolean> {
  return (
    (await ctx.db
      .$executeRaw`update api_key set revoked_at = now() where id = ${id} and revoked_at is null`) > 0
  )
}
