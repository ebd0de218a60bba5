import { isAllowedAddress } from '#lib/platform/networks.ts'

/**
 * The network address of the caller, or null. Our server sees to it that the last entry was written by somebody
 * trustworthy; see `forwardedFor`.
 */
export function clientAddress(headers: Headers): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  return last && last.length <= 45 ? last : null
}

/**
 * What the header `x-forwarded-for` of a request says once it is checked: what came with it from a proxy that is trusted,
 * else the address that the connection comes from. Anybody may write such a header, and the networks of an API key, the
 * brake on wrong passwords and the audit log go by it.
 */
export function forwardedFor(
  peer: string | undefined,
  claimed: string | string[] | undefined,
  trusted: readonly string[],
): string | undefined {
  const said = [claimed ?? []].flat().join(', ')
  return said !== '' && isAllowedAddress(peer ?? null, trusted) ? said : peer
}
