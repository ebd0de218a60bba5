/** The request header in which `proxy.ts` tells a page its own address, which Next does not. */
export const pathHeader = 'x-longwave-path'

/** A path of ours to go to after signing in, or `/`: a link must not lead from our sign-in to somebody else's site. */
export function returnPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || next.length > 2000) return '/'
  const base = 'http://longwave.invalid'
  if (!URL.canParse(next, base)) return '/'
  const url = new URL(next, base)
  return url.origin === base && !url.pathname.startsWith('/sign-in') ? `${url.pathname}${url.search}` : '/'
}
