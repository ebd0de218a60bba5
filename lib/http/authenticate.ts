import type { Actor } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { findKeyActor } from '#lib/users/find-key.ts'
import { findSession, type SessionUser, userActor } from '#lib/users/find-session.ts'
import { keyMay, type Permission, roleMay } from '#lib/users/rules.ts'
import { clientAddress } from './client-address.ts'
import { rootCtx, web } from './context.ts'
import { localeOfHeaders } from './error-sentence.ts'
import { inTime } from './in-time.ts'
import { checkOrigin } from './origin.ts'
import { rateHeaders, takeToken } from './rate-limit.ts'
import { openSession, readCookie, sessionCookieName } from './session-cookie.ts'

/** What `public` routes act as, and what looks up who is asking. */
export const nobody = (): Actor => ({ kind: 'system', name: 'visitor' })

/** What is known about a request. It fills while the request is looked at, so that a refusal can use what was known by then. */
export type Visit = {
  /** English for programs, the person's own language for people. */
  locale: string
  /** Headers that every answer carries, a refusal too. */
  headers: Record<string, string>
}

/** Who is asking, if that one may do this. Throws UNAUTHORIZED, FORBIDDEN, PASSWORD_CHANGE_REQUIRED, WRONG_ORIGIN, RATE_LIMITED. */
export async function authenticate(request: Request, access: Permission, visit: Visit): Promise<Actor> {
  const key = request.headers.get('x-api-key')
  return key === null ? bySession(request, access, visit) : byKey(request, key, access, visit)
}

async function byKey(request: Request, key: string, access: Permission, visit: Visit): Promise<Actor> {
  const found = await inTime(findKeyActor(rootCtx(nobody()), key, clientAddress(request.headers)))
  if (!found) throw new AppError('UNAUTHORIZED', { params: { name: 'key' } })
  const { actor, ratePerSecond } = found
  const rate = takeToken(actor.apiKeyId, ratePerSecond ?? undefined)
  visit.headers = rateHeaders(rate)
  if (!rate.allowed) throw new AppError('RATE_LIMITED', { params: { seconds: rate.retryAfterSeconds } })
  if (!keyMay(actor.role, actor.scopes, access)) throw new AppError('FORBIDDEN', { params: { name: 'key' } })
  return actor
}

async function bySession(request: Request, access: Permission, visit: Visit): Promise<Actor> {
  const { config, authSecret } = web()
  const cookie = readCookie(request.headers, sessionCookieName(config.publicUrl))
  const sessionId = await openSession(authSecret, cookie)
  const chosen = readCookie(request.headers, 'locale')
  if (cookie) visit.locale = localeOfHeaders(request.headers, chosen)
  const user = sessionId ? await inTime(findSession(rootCtx(nobody()), sessionId)) : null
  if (!user) throw new AppError('UNAUTHORIZED', { params: { name: cookie ? 'session' : 'key' } })
  visit.locale = localeOfHeaders(request.headers, chosen, user.locale)
  if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request.headers, config.publicUrl)
  checkUser(user, access)
  return userActor(user, clientAddress(request.headers))
}

/** Throws PASSWORD_CHANGE_REQUIRED before anything else, and FORBIDDEN when the role is not enough. */
export function checkUser(user: SessionUser, access: Permission): void {
  if (user.mustChangePassword) throw new AppError('PASSWORD_CHANGE_REQUIRED')
  if (!roleMay(user.role, access)) throw new AppError('FORBIDDEN')
}
