import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { hashPassword, oneTimePassword } from './password-hash.ts'
import { recordAudit } from './record-audit.ts'
import * as store from './store.ts'
import * as sessions from './store-sessions.ts'
import { clearAttempts } from './store-throttle.ts'

/** Gives a person who is locked out a password that opens once, and ends their sessions. Throws NOT_FOUND. */
export async function resetPassword(root: RootCtx, userId: number): Promise<{ oneTimePassword: string }> {
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  return inTx(root, async (ctx) => {
    const user = await store.findUser(ctx, userId)
    if (!user) throw new AppError('NOT_FOUND')
    await store.setPassword(ctx, userId, { passwordHash, mustChangePassword: true })
    const ended = await sessions.revokeSessionsOf(ctx, userId)
    await clearAttempts(ctx, `email:${user.email}`)
    await recordAudit(ctx, { action: 'password.reset', target: `user:${userId}`, details: { ended } })
    return { oneTimePassword: password }
  })
}

/** The same for somebody whose e-mail address is known. Throws NOT_FOUND at `email`. */
export async function resetPasswordOf(root: RootCtx, email: string): Promise<{ oneTimePassword: string }> {
  const user = await store.findUserByEmail(root, email)
  if (!user) throw new AppError('NOT_FOUND', { field: 'email', params: { name: email } })
  return resetPassword(root, user.id)
}
