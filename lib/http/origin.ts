import { AppError } from '#lib/shared/errors.ts'

/**
 * Refuses a write that another site made a signed-in browser send. Requests without `Origin` and `Sec-Fetch-Site` do not
 * come from a browser that could be misled, as in Go's `http.CrossOriginProtection`; the cookie is `SameSite=Lax` besides.
 * Throws WRONG_ORIGIN.
 */
export function checkOrigin(headers: Headers, publicUrl: string): void {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  const own = origin === null || isOwnOrigin(origin, publicUrl)
  const near = site === null || site === 'same-origin' || site === 'none'
  if (own && near) return
  throw new AppError('WRONG_ORIGIN', { params: { name: publicUrl } })
}

/** `localhost` and `127.0.0.1` on the same port are the same server of ours, whichever of them PUBLIC_URL names. */
function isOwnOrigin(origin: string, publicUrl: string): boolean {
  const expected = new URL(publicUrl)
  if (origin === expected.origin) return true
  const given = URL.canParse(origin) ? new URL(origin) : null
  return (
    given !== null &&
    isLoopback(given.hostname) &&
    isLoopback(expected.hostname) &&
    given.port === expected.port &&
    given.protocol === expected.protocol
  )
}

const isLoopback = (host: string) => host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
