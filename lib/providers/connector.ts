import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isPublicAddress } from './public-address.ts'

/** The address is one that this account may not contact; nothing was connected. */
class HostNotAllowed extends Error {
  override name = 'HostNotAllowed'
  code = 'HOST_NOT_ALLOWED'
}

/**
 * Resolves a name and passes on its public addresses only. The socket connects to exactly these, so a name that
 * answers differently the second time (DNS rebinding) gains nothing.
 */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return callback(error, '', 0)
    const addresses = found.filter(({ address }) => isPublicAddress(address))
    const [first] = addresses
    if (!first) return callback(new HostNotAllowed(`no public address among ${found.length}`), '', 0)
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

/**
 * Opens sockets for the pool. Without `allowPrivateHosts` only https to public addresses is connected; anything else
 * fails with HostNotAllowed before a packet leaves. HTTP/2 stays off: it multiplexes and re-sends by its own rules.
 */
export const guardedConnector = (options: {
  allowPrivateHosts: boolean
  timeoutMs: number
}): buildConnector.connector => {
  const connect = buildConnector({
    timeout: options.timeoutMs,
    allowH2: false,
    ...(options.allowPrivateHosts ? {} : { lookup: publicLookup }),
  })
  if (options.allowPrivateHosts) return connect
  return (target, callback) => {
    // A literal address is never looked up, so it is judged here. Answering later keeps the pool out of its own loop.
    const literal = isIP(target.hostname) !== 0 && !isPublicAddress(target.hostname)
    if (literal || target.protocol !== 'https:') {
      queueMicrotask(() => callback(new HostNotAllowed('only https to a public address'), null))
    } else connect(target, callback)
  }
}
