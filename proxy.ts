import { type NextRequest, NextResponse } from 'next/server'
import { pathHeader } from '#lib/http/return-path.ts'
import { sessionCookieName } from '#lib/http/session-cookie.ts'
import { parseEnv } from '#lib/platform/env.ts'

/**
 * Spares somebody without a session the way through a page. It is not a lock: every page, action and route asks for the
 * session itself. Bodies must not pass here, because Next cuts them at 10 MB, so /api does not.
 */
export default function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  const looks = request.method === 'GET' || request.method === 'HEAD'
  if (looks && !request.cookies.has(sessionCookieName(parseEnv().PUBLIC_URL))) {
    const signIn = new URL('/sign-in', request.nextUrl)
    if (path !== '/') signIn.searchParams.set('next', path)
    return NextResponse.redirect(signIn)
  }
  const headers = new Headers(request.headers)
  headers.set(pathHeader, path)
  return NextResponse.next({ request: { headers } })
}

export const config = {
  // Everything but the API and its reference, Next's own files, files with an ending, and the pages for people without a
  // session.
  matcher: ['/((?!api/|api$|_next/|sign-in|change-password|docs/|.*\\.\\w+$).*)'],
}
