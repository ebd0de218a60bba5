import type { AuthOptions, Session, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { Logger } from '#lib/platform/log.ts'
import { AppError } from '#lib/shared/errors.ts'
import { findSession } from '#lib/users/find-session.ts'
import { email } from '#lib/users/schema.ts'
import { signIn } from '#lib/users/sign-in.ts'
import { signOut } from '#lib/users/sign-out.ts'
import { nobody } from './authenticate.ts'
import { clientAddress } from './client-address.ts'
import { rootCtx, web } from './context.ts'
import { inTime } from './in-time.ts'
import {
  cookieSeconds,
  csrfCookieName,
  isSecure,
  sessionCookieName,
  sessionCookieOptions,
} from './session-cookie.ts'

/**
 * How next-auth signs in and out: the same use cases as our own page, for programs that speak next-auth's protocol. Its
 * token holds the id of a session row and nothing else, because a token by itself cannot be taken back.
 */
export function authOptions(): AuthOptions {
  const { config, authSecret, log } = web()
  const options = sessionCookieOptions(config.publicUrl)
  return {
    secret: authSecret,
    session: { strategy: 'jwt', maxAge: cookieSeconds },
    useSecureCookies: isSecure(config.publicUrl),
    cookies: {
      sessionToken: { name: sessionCookieName(config.publicUrl), options },
      csrfToken: { name: csrfCookieName(config.publicUrl), options },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [credentials()],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }),
      session: ({ session, token }) => shownSession(session, token.sid),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === 'string') await signOut(rootCtx(nobody()), token.sid)
      },
    },
    logger: authLogger(log),
  }
}

const credentials = () =>
  CredentialsProvider({
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    authorize: async (given, { headers = {} }): Promise<User | null> => {
      const address = email.safeParse(given?.email)
      if (!address.success || !given?.password) return null
      const head = new Headers(headers)
      const claim = { email: address.data, password: given.password }
      const from = { ip: clientAddress(head), userAgent: head.get('user-agent') }
      try {
        return { id: (await inTime(signIn(rootCtx(nobody()), { ...claim, ...from }))).sessionId }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code === 'WRONG_PASSWORD') return null
        throw new Error(error.code, { cause: error })
      }
    },
  })

/** What `GET /api/auth/session` says: nothing once the row has ended, whatever the token claims. */
async function shownSession(session: Session, sessionId: unknown): Promise<Session> {
  const user = typeof sessionId === 'string' ? await inTime(findSession(rootCtx(nobody()), sessionId)) : null
  if (!user) return { expires: new Date(0).toISOString() }
  return { expires: session.expires, user: { name: user.name, email: user.email } }
}

/** next-auth's own lines may quote what was typed: only their codes go into our log. */
const authLogger = (log: Logger): NonNullable<AuthOptions['logger']> => ({
  error: (code) => log.error('next-auth failed', { code }),
  warn: (code) => log.debug('next-auth warns', { code }),
  debug: () => undefined,
})
