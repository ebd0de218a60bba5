import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashPhone, isPhoneHash, suppressionKey } from './phone-hash.ts'

/** The two examples that Send-2's documentation of its message endpoint gives: one number in both forms. */
const NUMBER = '254722000000'
const HASH = '8556a495c390f3ba95d2bdf6d06436f2fd09f516531f0a7cd9591c60812fa46d'

describe('hashed numbers', () => {
  it('are the SHA-256 of the digits, without plus', () => {
    expect(hashPhone(NUMBER)).toBe(HASH)
    expect(hashPhone('66812345678')).toBe(createHash('sha256').update('66812345678').digest('hex'))
    for (const other of ['+254722000000', '0722000000', '722000000']) expect(hashPhone(other)).not.toBe(HASH)
  })

  it('give one person one key, in both forms and either case', () => {
    expect(suppressionKey(NUMBER)).toBe(HASH)
    expect(suppressionKey(HASH)).toBe(HASH)
    expect(suppressionKey(HASH.toUpperCase())).toBe(HASH)
    expect(suppressionKey('254722000001')).not.toBe(HASH)
  })

  it('are 64 hex characters and nothing else', () => {
    expect(isPhoneHash(HASH)).toBe(true)
    expect([NUMBER, '', HASH.slice(1), `${HASH}0`, `${HASH.slice(1)}g`, `${HASH}\n`].some(isPhoneHash)).toBe(
      false,
    )
  })
})
