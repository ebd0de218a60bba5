import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { AppError } from '#lib/shared/errors.ts'
import { waitingLine } from '#lib/shared/waiting-line.ts'

/** OWASP Password Storage Cheat Sheet: scrypt with N = 2^17, r = 8, p = 1, which takes 128 MB for each hash. */
const cost = { ln: 17, r: 8, p: 1 } as const
const HASH_BYTES = 32

// Each takes 128 MB and a core: more at once would let a crowd of sign-ins empty the machine's memory.
const line = waitingLine({ atOnce: 2, inLine: 50 })

/**
 * A password as it is kept: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, in the PHC string format. The parameters stand in it,
 * so that they can be raised later without locking anybody out.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost)
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${salt.toString('base64')}$${hash.toString('base64')}`
}

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]+=*)\$([A-Za-z0-9+/]+=*)$/

/**
 * Whether this is the password. With null, for somebody who does not exist, it works as long and says no: the time taken
 * must not tell who has an account. Throws RATE_LIMITED when too many people sign in at this moment.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, ln, r, p, salt, hash] = form.exec(kept ?? '') ?? []
  if (!salt || !hash) {
    await derive(password, Buffer.alloc(16), cost)
    return false
  }
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive(password, Buffer.from(salt, 'base64'), {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
  })
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

type Cost = { ln: number; r: number; p: number }

async function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln
  // What is typed on one keyboard as one character may come from another as two: NIST SP 800-63B asks for NFKC.
  const normal = password.normalize('NFKC')
  const hash = await line(() => scryptAsync(normal, salt, { N, r, p, maxmem: 256 * N * r }))
  if (!hash) throw new AppError('RATE_LIMITED', { params: { seconds: 10 } })
  return hash
}

const scryptAsync = (password: string, salt: Buffer, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, hash) => (error ? reject(error) : resolve(hash)))
  })

const readable = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to be read out or typed once, such as `k7dm-x2pw-9qhn-4rtf`: 16 of 31 characters that look alike to nothing, 79 bits. */
export function oneTimePassword(): string {
  // Bytes that would favour the first characters are left out.
  const limit = 256 - (256 % readable.length)
  let letters = ''
  while (letters.length < 16) {
    for (const byte of randomBytes(32)) if (byte < limit) letters += readable[byte % readable.length]
  }
  return (letters.slice(0, 16).match(/.{4}/g) ?? []).join('-')
}
