import { describe, expect, test } from 'vitest'
import { isAddressOrBlock, isAllowedAddress } from './networks.ts'

describe('the networks of a key', () => {
  test.each(['203.0.113.7', '203.0.113.0/24', '2001:db8::/32', '::1', '0.0.0.0/0'])('may hold %s', (text) => {
    expect(isAddressOrBlock(text)).toBe(true)
  })

  test.each([
    '',
    'example.com',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113/24',
    '2001:db8::/129',
    'fe80::1%eth0',
    '1.2.3.4/2 4',
  ])('do not hold %j', (text) => {
    expect(isAddressOrBlock(text)).toBe(false)
  })

  test('let everybody in when there are none', () => {
    expect(isAllowedAddress('203.0.113.7', [])).toBe(true)
    expect(isAllowedAddress(null, [])).toBe(true)
  })

  test('let in only who is in one of them', () => {
    const allowed = ['198.51.100.4', '203.0.113.0/24', '2001:db8::/32']
    expect(isAllowedAddress('198.51.100.4', allowed)).toBe(true)
    expect(isAllowedAddress('203.0.113.255', allowed)).toBe(true)
    expect(isAllowedAddress('2001:db8:1::5', allowed)).toBe(true)
    expect(isAllowedAddress('198.51.100.5', allowed)).toBe(false)
    expect(isAllowedAddress('203.0.114.1', allowed)).toBe(false)
  })

  test('know an IPv4 caller in its IPv6 dress, and refuse one whose address is not known', () => {
    expect(isAllowedAddress('::ffff:203.0.113.9', ['203.0.113.0/24'])).toBe(true)
    expect(isAllowedAddress(null, ['203.0.113.0/24'])).toBe(false)
    expect(isAllowedAddress('unknown', ['0.0.0.0/0'])).toBe(false)
  })
})
