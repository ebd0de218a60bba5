import { createPrivateKey, type KeyObject, sign } from 'node:crypto'

const SECOND = 1_000
/** At most 3,600 are allowed (voximplant.com/docs/guides/managementapi/jwt). */
const LIFE_SECONDS = 1_800
/** The other clock may be behind ours, and a token from the future is refused. */
const BACKDATED_SECONDS = 10
/** So that none expires on its way. */
const RENEWED_BEFORE_MS = 120 * SECOND

export type ServiceAccount = { account_id: number; key_id: string; private_key: string }

/** The tokens of a service account: one is signed and used until shortly before it expires. */
export class Tokens {
  private readonly account: ServiceAccount
  private readonly key: KeyObject
  private readonly now: () => Date
  private token = ''
  private renewAt = 0

  constructor(account: ServiceAccount, now: () => Date) {
    const key = readKey(account.private_key)
    if (!key) throw new TypeError('not an RSA private key')
    this.account = account
    this.key = key
    this.now = now
  }

  current(): string {
    const now = this.now().getTime()
    if (now >= this.renewAt) this.make(now, now)
    return this.token
  }

  /** Another in place of one that was refused, by the clock of the server that refused it, where that is known. */
  renew(refused: string, serverTime: Date | null): string {
    const now = this.now().getTime()
    // Of many requests that are refused at once the first renews the token for all.
    if (refused === this.token) this.make(now, serverTime?.getTime() ?? now)
    return this.token
  }

  private make(now: number, theirNow: number): void {
    const iat = Math.floor(theirNow / SECOND) - BACKDATED_SECONDS
    this.token = signToken(this.account, this.key, iat)
    this.renewAt = now + (LIFE_SECONDS - BACKDATED_SECONDS) * SECOND - RENEWED_BEFORE_MS
  }
}

/** Null when this is no RSA private key. Line ends may be written as `\n`, as they stand in the JSON file. */
export const readKey = (pem: string): KeyObject | null => {
  try {
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'))
    return key.asymmetricKeyType === 'rsa' ? key : null
  } catch {
    return null
  }
}

/** A JSON Web Token with RS256 (RFC 7515, RFC 7519). */
const signToken = ({ account_id, key_id }: ServiceAccount, key: KeyObject, iat: number): string => {
  const header = encode({ alg: 'RS256', typ: 'JWT', kid: key_id })
  const payload = encode({ iss: account_id, iat, exp: iat + LIFE_SECONDS })
  const signature = sign('RSA-SHA256', Buffer.from(`${header}.${payload}`), key).toString('base64url')
  return `${header}.${payload}.${signature}`
}

const encode = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')
