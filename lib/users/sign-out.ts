import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { isUuid } from '#lib/shared/uuid.ts'
import { recordAudit } from './record-audit.ts'
import * as store from './store-sessions.ts'

/** Ends a session: whoever still holds its cookie holds nothing. A session that has ended already stays ended. */
export async function signOut(root: RootCtx, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) return
  await inTx(root, async (ctx: Ctx) => {
    const userId = await store.revokeSession(ctx, sessionId)
    if (userId !== null) await recordAudit(ctx, { action: 'session.end', target: `user:${userId}` })
  })
}

/** Ends all sessions of a person, on whatever device. */
export const signOutEverywhere = (root: RootCtx, userId: number): Promise<void> =>
  inTx(root, async (ctx) => {
    const ended = await store.revokeSessionsOf(ctx, userId)
    await recordAudit(ctx, { action: 'session.end', target: `user:${userId}`, details: { ended } })
  })
