import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { checkPassword } from './check-password.ts'
import { userActor } from './find-session.ts'
import { recordAudit } from './record-audit.ts'
import * as store from './store-sessions.ts'

type Credentials = { email: string; password: string; ip: string | null; userAgent: string | null }
export type SignedIn = { sessionId: string; mustChangePassword: boolean }

/** Begins a session for whoever knows the password. Throws as `checkPassword`. */
export async function signIn(root: RootCtx, { userAgent, ...claim }: Credentials): Promise<SignedIn> {
  const user = await checkPassword(root, claim)
  return inTx(root, async (ctx) => {
    const { ip } = claim
    const sessionId = await store.insertSession(ctx, {
      userId: user.id,
      ip,
      userAgent: userAgent?.slice(0, 300) ?? null,
    })
    const actor = userActor({ ...user, userId: user.id, sessionId }, ip)
    await recordAudit({ ...ctx, actor }, { action: 'session.start', target: `user:${user.id}` })
    return { sessionId, mustChangePassword: user.mustChangePassword }
  })
}
