import { BlockList, isIP } from 'node:net'

/**
 * Networks that nobody on the internet answers from, or that lead back inside: IANA's IPv4 Special-Purpose Address
 * Registry (RFC 6890), multicast and the reserved class E. 168.63.129.16 is a public address under which Azure gives
 * its virtual machines their secrets.
 */
const inside = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [address = '', bits] = network.split('/')
  inside.addSubnet(address, Number(bits), 'ipv4')
}

/** Of IPv6 only global unicast is public; the exceptions in it are tunnels (Teredo, 6to4), documentation and SRv6. */
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
for (const [address, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inside.addSubnet(address, bits, 'ipv6')
}

/** Prefixes whose last 32 bits are an IPv4 address: IPv4-mapped (RFC 4291) and NAT64 (RFC 6052). */
const carriesIpv4 = new BlockList()
carriesIpv4.addSubnet('::ffff:0:0', 96, 'ipv6')
carriesIpv4.addSubnet('64:ff9b::', 96, 'ipv6')

/**
 * Whether an address may be contacted on behalf of what an operator typed. Anything that is not an address is not
 * public. Guards against requests that are turned inwards (SSRF): loopback, private, link-local and cloud metadata.
 *
 * @example isPublicAddress('8.8.8.8') === true; isPublicAddress('::ffff:169.254.169.254') === false
 */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  if (family !== 6) return false
  const plain = address.split('%')[0] ?? ''
  if (carriesIpv4.check(plain, 'ipv6')) return isPublicAddress(lastIpv4(plain))
  return globalUnicast.check(plain, 'ipv6') && !inside.check(plain, 'ipv6')
}

/** The last 32 bits of an IPv6 address, dotted. The URL parser writes it in its shortest form, so `::1` is `::0:1`. */
const lastIpv4 = (address: string): string => {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const groups = short.endsWith('::') ? ['0', '0'] : short.split(':').slice(-2)
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
