import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** 32 bytes and the id that tells which key sealed a value, so that a wrong or lost key is noticed, not guessed. */
export type EncryptionKey = { id: string; bytes: Uint8Array }

/**
 * Seals a text with AES-256-GCM: `v1.<key id>.<nonce>.<tag>.<ciphertext>`, base64url. The purpose is authenticated
 * with it, so a value that was sealed for one column does not open in another.
 */
export function seal(key: EncryptionKey, purpose: string, plain: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(Buffer.from(purpose))
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return ['v1', key.id, nonce, cipher.getAuthTag(), sealed]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.')
}

/** Opens what `seal` made. Throws when the key, the purpose or a byte differs. */
export function unseal(key: EncryptionKey, purpose: string, sealed: string): string {
  const [version, keyId, nonce, tag, body] = sealed.split('.')
  if (version !== 'v1' || !nonce || !tag || body === undefined) throw new Error('not a sealed value')
  if (keyId !== key.id) throw new Error(`sealed with key ${keyId}, but the present key is ${key.id}`)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'))
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

/** The short public name of a key: enough to tell keys apart, useless for finding one. */
export function keyId(bytes: Uint8Array): string {
  return createHash('sha256').update('longwave key id').update(bytes).digest('hex').slice(0, 12)
}
