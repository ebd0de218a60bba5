import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { checkNewPassword } from './check-new-password.ts'
import { checkPassword } from './check-password.ts'
import type { SessionUser } from './find-session.ts'
import { hashPassword } from './password-hash.ts'
import { recordAudit } from './record-audit.ts'
import * as store from './store.ts'
import * as sessions from './store-sessions.ts'

type Change = { current: string; next: string; ip: string | null; userAgent: string | null }

/**
 * Changes one's own password and ends all sessions of that person, wherever they are. Answers the id of a new session, so
 * that the one who changed it stays signed in. Throws WRONG_PASSWORD at `current`, INVALID_REQUEST at `next`.
 */
export async function changePassword(root: RootCtx, user: SessionUser, change: Change): Promise<string> {
  const { current, next, ip, userAgent } = change
  checkNewPassword(next, user.email, 'next')
  if (next.normalize('NFKC') === current.normalize('NFKC')) {
    throw new AppError('INVALID_REQUEST', { field: 'next', params: { problem: 'passwordSame' } })
  }
  await checkPassword(root, { email: user.email, password: current, ip }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'WRONG_PASSWORD')
      throw new AppError('WRONG_PASSWORD', { field: 'current' })
    throw error
  })
  const passwordHash = await hashPassword(next)
  return inTx(root, async (ctx) => {
    await store.setPassword(ctx, user.userId, { passwordHash, mustChangePassword: false })
    const ended = await sessions.revokeSessionsOf(ctx, user.userId)
    await recordAudit(ctx, { action: 'password.change', target: `user:${user.userId}`, details: { ended } })
    return sessions.insertSession(ctx, {
      userId: user.userId,
      ip,
      userAgent: userAgent?.slice(0, 300) ?? null,
    })
  })
}
