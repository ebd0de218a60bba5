import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from './record-audit.ts'
import type { Role } from './rules.ts'
import { toUserView, type UserView } from './schema.ts'
import * as store from './store.ts'

/** Gives a person another role, from their next request on. Throws NOT_FOUND, LAST_ADMIN. */
export function changeRole(
  root: RootCtx,
  { userId, role }: { userId: number; role: Role },
): Promise<UserView> {
  return inTx(root, async (ctx) => {
    const admins = await store.lockAdmins(ctx)
    const user = await store.findUser(ctx, userId)
    if (!user) throw new AppError('NOT_FOUND')
    if (role !== 'admin' && admins.length === 1 && admins[0] === userId) throw new AppError('LAST_ADMIN')
    const changed = await store.setRole(ctx, userId, role)
    await recordAudit(ctx, {
      action: 'user.change-role',
      target: `user:${userId}`,
      details: { from: user.role, to: role },
    })
    return toUserView(changed)
  })
}
