import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { checkNewPassword } from './check-new-password.ts'
import { checkPassword } from './check-password.ts'
import type { SessionUser } from './find-session.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { recordAudit } from './record-audit.ts'
import { MINUTES_TO_CHOOSE } from './rules.ts'
import * as store from './store.ts'
import * as sessions from './store-sessions.ts'

type Change = { current: string | null; next: string; ip: string | null; userAgent: string | null }

/**
 * Changes one's own password and ends all sessions of that person, wherever they are. Answers the id of a new session, so
 * that the one who changed it stays signed in. The present one may be left out where `hasJustTypedPassword`. Throws
 * WRONG_PASSWORD at `current`, INVALID_REQUEST at `current` or `next`.
 */
export async function changePassword(root: RootCtx, user: SessionUser, change: Change): Promise<string> {
  const { current, next, ip, userAgent } = change
  checkNewPassword(next, user.email, 'next')
  if (current === null && !(await hasJustTypedPassword(root, user)))
    throw new AppError('INVALID_REQUEST', { field: 'current', params: { problem: 'empty' } })
  // What is kept is only compared with where it is not asked for: else guesses could be tried here without a limit.
  const isSame =
    current === null
      ? await isPassword(next, await store.findPasswordHash(root, user.userId))
      : next.normalize('NFKC') === current.normalize('NFKC')
  if (isSame) throw new AppError('INVALID_REQUEST', { field: 'next', params: { problem: 'passwordSame' } })
  if (current !== null) await checkCurrent(root, { email: user.email, password: current, ip })
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

/**
 * Whether this session was begun a moment ago with the password that works once: giving one out ends all sessions, so that
 * whoever has to change it has typed it to be here.
 */
export const hasJustTypedPassword = async (ctx: Ctx, user: SessionUser): Promise<boolean> =>
  user.mustChangePassword && sessions.isSessionNew(ctx, user.sessionId, MINUTES_TO_CHOOSE)

async function checkCurrent(root: RootCtx, claim: Parameters<typeof checkPassword>[1]): Promise<void> {
  await checkPassword(root, claim).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'WRONG_PASSWORD')
      throw new AppError('WRONG_PASSWORD', { field: 'current' })
    throw error
  })
}
