import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import type { SessionUser } from './find-session.ts'
import { recordAudit } from './record-audit.ts'
import { type OwnChoices, setChoices } from './store.ts'

/** Changes one's own language or time zone, on every device. What is not named stays. */
export function changeOwnChoices(root: RootCtx, { userId }: SessionUser, choices: OwnChoices): Promise<void> {
  return inTx(root, async (ctx) => {
    await setChoices(ctx, userId, choices)
    const details = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined))
    await recordAudit(ctx, { action: 'user.choose', target: `user:${userId}`, details })
  })
}
