import type { Ctx, Role } from '#lib/platform/ctx.ts'
import { sessionDays } from './rules.ts'

export type LiveSession = {
  sessionId: string
  userId: number
  email: string
  name: string
  role: Role
  locale: string | null
  timeZone: string | null
  mustChangePassword: boolean
  /** Last seen more than a minute ago: worth writing down that it is in use. */
  stale: boolean
}

/** The session and its user, if both may be used at this moment. The database's clock decides. */
export async function findLiveSession(ctx: Ctx, id: string): Promise<LiveSession | null> {
  const rows = await ctx.db.$queryRaw<LiveSession[]>`
    select s.id as "sessionId", u.id as "userId", u.email, u.name, u.role, u.locale, u.time_zone as "timeZone",
      u.must_change_password as "mustChangePassword", s.last_seen_at < now() - interval '1 minute' as stale
    from session s join app_user u on u.id = s.user_id
    where s.id = ${id}::uuid and s.revoked_at is null and s.expires_at > now() and u.active`
  return rows[0] ?? null
}

/** Whether a session began less than some minutes ago. */
export async function isSessionNew(ctx: Ctx, id: string, minutes: number): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<unknown[]>`
    select 1 from session where id = ${id}::uuid and created_at > now() - make_interval(mins => ${minutes}::int)`
  return rows.length > 0
}

/** Moves the end of a session that is in use. */
export async function touchSession(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.$executeRaw`
    update session set last_seen_at = now(),
      expires_at = least(created_at + make_interval(days => ${sessionDays.longest}::int),
                         now() + make_interval(days => ${sessionDays.idle}::int))
    where id = ${id}::uuid and revoked_at is null`
}

type NewSession = { userId: number; ip: string | null; userAgent: string | null }

export async function insertSession(ctx: Ctx, { userId, ip, userAgent }: NewSession): Promise<string> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    insert into session (user_id, expires_at, ip, user_agent)
    values (${userId}, now() + make_interval(days => ${sessionDays.idle}::int), ${ip}, ${userAgent}) returning id`
  const [row] = rows
  if (!row) throw new Error('insert returned nothing')
  return row.id
}

/** Ends one session. Answers whose it was, or null if it had ended already. */
export async function revokeSession(ctx: Ctx, id: string): Promise<number | null> {
  const rows = await ctx.db.$queryRaw<{ user_id: number }[]>`
    update session set revoked_at = now() where id = ${id}::uuid and revoked_at is null returning user_id`
  return rows[0]?.user_id ?? null
}

/** Ends all sessions of a user and says how many there were. */
export const revokeSessionsOf = (ctx: Ctx, userId: number): Promise<number> =>
  ctx.db.$executeRaw`update session set revoked_at = now() where user_id = ${userId} and revoked_at is null`
