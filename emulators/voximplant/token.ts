import { createPublicKey, generateKeyPair, type KeyObject, randomUUID, verify } from 'node:crypto'
import { promisify } from 'node:util'
import type { Credentials, Settings } from './settings.ts'

const generate = promisify(generateKeyPair)

/** A service account with a key of its own, in the form of the file that the control panel offers. */
export async function makeCredentials(): Promise<Credentials> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  return {
    account_email: 'ops@longwave.example',
    account_id: 1_234_567,
    key_id: randomUUID(),
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const publicKeyOf = (credentials: Credentials): KeyObject => createPublicKey(credentials.private_key)

function decode(part: string): Record<string, unknown> | null {
  if (!/^[\w-]+$/.test(part)) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

type Claims = { iat: number; exp: number }

/** The claims of a token that this account signed; else the code. */
function read(token: string, credentials: Credentials, key: KeyObject): Claims | number {
  const [head = '', body = '', signature = '', ...rest] = token.split('.')
  const header = decode(head)
  const claims = decode(body)
  if (rest.length > 0 || !header || !claims || signature === '') return 447
  const { iss, iat, exp } = claims
  if (typeof iat !== 'number' || typeof exp !== 'number' || iss === undefined) return 447
  // With `alg: none` or a secret in place of the key anybody could sign.
  if (header.alg !== 'RS256' || header.kid !== credentials.key_id || iss !== credentials.account_id)
    return 100
  const signed = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
  return signed ? { iat, exp } : 100
}

const REMEMBERED = 1_000

/**
 * Checks an `Authorization` header: 0, or the code. Signatures are checked once per token (an RSA check costs more than
 * the rest of a request), times at every call, by the machine's clock.
 */
export function createTokenCheck(credentials: Credentials, settings: Settings) {
  const key = publicKeyOf(credentials)
  const known = new Map<string, Claims | number>()
  return (authorization: string | undefined): number => {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    if (token === undefined) return 100
    let claims = known.get(token)
    if (claims === undefined) {
      claims = read(token, credentials, key)
      if (known.size >= REMEMBERED) known.clear()
      known.set(token, claims)
    }
    if (typeof claims === 'number') return claims
    const now = Date.now() / 1000
    if (claims.exp - claims.iat > settings.maxTtl) return 454
    if (claims.iat > now + settings.leeway) return 455
    return claims.exp <= now - settings.leeway ? 456 : 0
  }
}
