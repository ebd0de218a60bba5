import { decode, encode } from 'next-auth/jwt'
import { sessionDays } from '#lib/users/rules.ts'

const DAY_SECONDS = 86_400

/** How long the browser keeps the cookie. Whether the session in it still counts is for its row to say. */
export const cookieSeconds = sessionDays.longest * DAY_SECONDS

/** Whether people reach us over https, so that cookies must never travel without it. */
export const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:')

/**
 * The name of the session's cookie. Cookies do not tell ports apart, so two instances on one machine need names of their
 * own: else signing in to one signs out of the other.
 */
export const sessionCookieName = (publicUrl: string): string => cookieName(publicUrl, 'session')

/** The name of the cookie against which next-auth compares the token of its forms. */
export const csrfCookieName = (publicUrl: string): string => cookieName(publicUrl, 'csrf')

function cookieName(publicUrl: string, use: string): string {
  const { port } = new URL(publicUrl)
  return `${isSecure(publicUrl) ? '__Host-' : ''}longwave-${use}${port && `-${port}`}`
}

export const sessionCookieOptions = (publicUrl: string) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(publicUrl) }) as const

/** A cookie of a request, or null. */
export function readCookie(headers: Headers, name: string): string | null {
  for (const pair of headers.get('cookie')?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}

/** The session's id as next-auth writes it into its cookie: encrypted, so that nobody can make one up. */
export const sealSession = (secret: string, sessionId: string): Promise<string> =>
  encode({ secret, token: { sid: sessionId }, maxAge: cookieSeconds })

/** The session's id from the cookie, or null if it is not one of ours. */
export async function openSession(secret: string, cookie: string | null): Promise<string | null> {
  if (!cookie) return null
  try {
    const token = await decode({ secret, token: cookie })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    // Made with another secret, damaged, or invented.
    return null
  }
}
