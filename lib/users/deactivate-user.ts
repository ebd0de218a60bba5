import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from './record-audit.ts'
import { toUserView, type UserView } from './schema.ts'
import * as store from './store.ts'
import * as sessions from './store-sessions.ts'

/** Locks a person out: their sessions end, their keys stop working, what they made stays. Throws NOT_FOUND, LAST_ADMIN. */
export function deactivateUser(root: RootCtx, userId: number): Promise<UserView> {
  return inTx(root, async (ctx) => {
    const admins = await store.lockAdmins(ctx)
    if (!(await store.findUser(ctx, userId))) throw new AppError('NOT_FOUND')
    if (admins.length === 1 && admins[0] === userId) throw new AppError('LAST_ADMIN')
    const user = await store.setActive(ctx, userId, false)
    const ended = await sessions.revokeSessionsOf(ctx, userId)
    await recordAudit(ctx, { action: 'user.deactivate', target: `user:${userId}`, details: { ended } })
    return toUserView(user)
  })
}

/** Lets a person in again, with the password and keys of before. Throws NOT_FOUND. */
export function activateUser(root: RootCtx, userId: number): Promise<UserView> {
  return inTx(root, async (ctx) => {
    if (!(await store.findUser(ctx, userId))) throw new AppError('NOT_FOUND')
    const user = await store.setActive(ctx, userId, true)
    await recordAudit(ctx, { action: 'user.activate', target: `user:${userId}` })
    return toUserView(user)
  })
}
