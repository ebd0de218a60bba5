import { BlockList, isIP } from 'node:net'

/** Whether this can stand in a key's list: one address, or a block such as `203.0.113.0/24` (CIDR, RFC 4632). */
export function isAddressOrBlock(text: string): boolean {
  const { address, bits } = split(text)
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return false
  return bits === null || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** Whether somebody at `ip` may use a key with this list. An empty list allows everybody, an unknown address nobody else. */
export function isAllowedAddress(ip: string | null, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true
  if (ip === null) return false
  // An IPv4 caller looks like this on a socket that takes both families.
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain)
  if (family === 0) return false
  const list = new BlockList()
  for (const entry of allowed) {
    const { address, bits } = split(entry)
    const kind = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (bits === null) list.addAddress(address, kind)
    else list.addSubnet(address, Number(bits), kind)
  }
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

function split(text: string): { address: string; bits: string | null } {
  const at = text.indexOf('/')
  return at === -1 ? { address: text, bits: null } : { address: text.slice(0, at), bits: text.slice(at + 1) }
}
