import { cookies, headers } from 'next/headers'
import { findSession, userActor } from '#lib/users/find-session.ts'
import { signOut } from '#lib/users/sign-out.ts'
import { nobody } from './authenticate.ts'
import { clientAddress } from './client-address.ts'
import { rootCtx, web } from './context.ts'
import {
  cookieSeconds,
  openSession,
  sealSession,
  sessionCookieName,
  sessionCookieOptions,
} from './session-cookie.ts'

/** Where a server action is called from, for the session's row and the throttle. */
export async function caller(): Promise<{ ip: string | null; userAgent: string | null }> {
  const head = await headers()
  return { ip: clientAddress(head), userAgent: head.get('user-agent') }
}

/** Gives the browser the cookie of a session, in the form that next-auth gives it. Only inside a server action. */
export async function keepSession(sessionId: string): Promise<void> {
  const { config, authSecret } = web()
  const sealed = await sealSession(authSecret, sessionId)
  const options = { ...sessionCookieOptions(config.publicUrl), maxAge: cookieSeconds }
  ;(await cookies()).set(sessionCookieName(config.publicUrl), sealed, options)
}

/** Ends the browser's session and takes its cookie. Only inside a server action. */
export async function endSession(): Promise<void> {
  const { config, authSecret } = web()
  const jar = await cookies()
  const name = sessionCookieName(config.publicUrl)
  const sessionId = await openSession(authSecret, jar.get(name)?.value ?? null)
  const user = sessionId ? await findSession(rootCtx(nobody()), sessionId) : null
  if (user) await signOut(rootCtx(userActor(user, (await caller()).ip)), user.sessionId)
  jar.set(name, '', { ...sessionCookieOptions(config.publicUrl), maxAge: 0 })
}
