import type { Actor, Ctx } from '#lib/platform/ctx.ts'
import { isUuid } from '#lib/shared/uuid.ts'
import * as store from './store-sessions.ts'

/** A person who is signed in. */
export type SessionUser = Omit<store.LiveSession, 'stale'>

/** Who this session belongs to, or null if it has ended. Asked on every request: a session that ends, ends at once. */
export async function findSession(ctx: Ctx, sessionId: string): Promise<SessionUser | null> {
  if (!isUuid(sessionId)) return null
  const live = await store.findLiveSession(ctx, sessionId)
  if (!live) return null
  const { stale, ...user } = live
  if (stale) await store.touchSession(ctx, sessionId)
  return user
}

/** The person as the one who acts. A new object each time: see `recordAudit`. */
export const userActor = (user: SessionUser, ip: string | null): Actor => ({
  kind: 'user',
  userId: user.userId,
  role: user.role,
  sessionId: user.sessionId,
  ip,
})
