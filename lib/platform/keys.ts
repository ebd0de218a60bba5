import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type EncryptionKey, keyId } from './encryption.ts'
import { decodeKey, type Env, EnvError } from './env.ts'
import { keptFile } from './process-files.ts'

export type Keys = {
  /** Signs sessions. */
  authSecret: string
  /** Seals secrets at rest. */
  encryptionKey: EncryptionKey
}

/**
 * The installation's two keys: from the environment, else from `DATA_DIR` (`auth-secret`, `encryption-key`, readable by
 * their owner only), where they are made on the first start.
 */
export function loadKeys(env: Pick<Env, 'AUTH_SECRET' | 'ENCRYPTION_KEY' | 'DATA_DIR'>): Keys {
  const made = () => randomBytes(32).toString('base64')
  const authSecret = env.AUTH_SECRET ?? keptFile(join(env.DATA_DIR, 'auth-secret'), made)
  const keyFile = join(env.DATA_DIR, 'encryption-key')
  const bytes = decodeKey(env.ENCRYPTION_KEY ?? keptFile(keyFile, made))
  if (!bytes) throw new EnvError(`${keyFile} does not hold a key of 32 bytes: put it back from a backup.`)
  return { authSecret, encryptionKey: { id: keyId(bytes), bytes } }
}

/** What the database keeps of both keys, to notice a start with other ones. Says nothing about the keys themselves. */
export function keyFingerprints(keys: Keys): { authSecret: string; encryptionKey: string } {
  const authSecret = createHash('sha256').update('longwave auth secret').update(keys.authSecret).digest('hex')
  return { authSecret: authSecret.slice(0, 12), encryptionKey: keys.encryptionKey.id }
}
