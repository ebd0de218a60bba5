import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyFingerprints, loadKeys } from './keys.ts'

describe('the keys of an installation', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longwave-keys-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  test('are made once and then stay', () => {
    const first = loadKeys({ DATA_DIR: join(dir, 'new') })
    expect(first.encryptionKey.bytes).toHaveLength(32)
    expect(first.authSecret.length).toBeGreaterThanOrEqual(32)
    expect(loadKeys({ DATA_DIR: join(dir, 'new') })).toEqual(first)
    expect(loadKeys({ DATA_DIR: join(dir, 'other') })).not.toEqual(first)
  })

  test('are readable by their owner only', () => {
    loadKeys({ DATA_DIR: dir })
    for (const name of ['auth-secret', 'encryption-key']) {
      expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
    }
  })

  test('of the environment come first and are not written down', () => {
    const ENCRYPTION_KEY = 'ab'.repeat(32)
    const keys = loadKeys({ DATA_DIR: dir, ENCRYPTION_KEY, AUTH_SECRET: 'x'.repeat(40) })
    expect(Buffer.from(keys.encryptionKey.bytes).toString('hex')).toBe(ENCRYPTION_KEY)
    expect(() => readFileSync(join(dir, 'encryption-key'))).toThrow('ENOENT')
  })

  test('a damaged key file is said, not replaced: what it sealed would be lost', () => {
    writeFileSync(join(dir, 'encryption-key'), 'oops')
    chmodSync(join(dir, 'encryption-key'), 0o600)
    expect(() => loadKeys({ DATA_DIR: dir })).toThrow('put it back from a backup')
    expect(readFileSync(join(dir, 'encryption-key'), 'utf8')).toBe('oops')
  })

  test('an emptied key file is said as well', () => {
    writeFileSync(join(dir, 'encryption-key'), '')
    expect(() => loadKeys({ DATA_DIR: dir })).toThrow('is empty')
  })

  test('fingerprints tell keys apart and reveal neither', () => {
    const keys = loadKeys({ DATA_DIR: dir })
    const other = loadKeys({ DATA_DIR: join(dir, 'other') })
    expect(keyFingerprints(keys)).toEqual(keyFingerprints(loadKeys({ DATA_DIR: dir })))
    expect(keyFingerprints(keys).authSecret).not.toBe(keyFingerprints(other).authSecret)
    expect(keyFingerprints(keys).encryptionKey).not.toBe(keyFingerprints(other).encryptionKey)
    expect(JSON.stringify(keyFingerprints(keys))).not.toContain(keys.authSecret)
  })
})
