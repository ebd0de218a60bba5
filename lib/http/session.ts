import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { findSession, type SessionUser, userActor } from '#lib/users/find-session.ts'
import { type Permission, roleMay } from '#lib/users/rules.ts'
import { nobody } from './authenticate.ts'
import { clientAddress } from './client-address.ts'
import { rootCtx, web } from './context.ts'
import { inTime } from './in-time.ts'
import { pathHeader, returnPath } from './return-path.ts'
import { openSession, sessionCookieName } from './session-cookie.ts'

export type { SessionUser } from '#lib/users/find-session.ts'

/** Who is signed in, or null. Looked up once for a page and all its layouts. */
export const sessionUser = cache(async (): Promise<SessionUser | null> => {
  const { config, authSecret } = web()
  const cookie = (await cookies()).get(sessionCookieName(config.publicUrl))?.value ?? null
  const sessionId = await openSession(authSecret, cookie)
  return sessionId ? inTime(findSession(rootCtx(nobody()), sessionId)) : null
})

/**
 * Who looks at this page, and the context for its use cases. Without a session it goes to /sign-in, with a password that
 * must be changed to /change-password; a page that the role may not see does not exist.
 */
export async function currentUser(access: Permission = 'read'): Promise<{ user: SessionUser; ctx: RootCtx }> {
  const user = await sessionUser()
  if (!user) redirect(await signInPath())
  if (user.mustChangePassword) redirect('/change-password')
  if (!roleMay(user.role, access)) notFound()
  return { user, ctx: rootCtx(userActor(user, clientAddress(await headers()))) }
}

async function signInPath(): Promise<string> {
  const path = returnPath((await headers()).get(pathHeader))
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}
