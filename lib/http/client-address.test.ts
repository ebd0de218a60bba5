import { expect, test } from 'vitest'
import { clientAddress, forwardedFor } from './client-address.ts'

const trusted = ['127.0.0.0/8', '::1', '10.0.0.0/8']
const seen = (peer: string | undefined, claimed?: string | string[]) =>
  clientAddress(new Headers({ 'x-forwarded-for': forwardedFor(peer, claimed, trusted) ?? '' }))

test.each([
  ['203.0.113.9', undefined],
  ['203.0.113.9', '198.51.100.4'],
  ['203.0.113.9', ['198.51.100.4', '10.0.0.1']],
  ['203.0.113.9', ''],
])('somebody at %s who claims to be %j is where the connection comes from', (peer, claimed) => {
  expect(seen(peer, claimed)).toBe('203.0.113.9')
})

test.each([
  ['127.0.0.1', '203.0.113.9'],
  ['::ffff:127.0.0.1', '203.0.113.9'],
  ['::1', '198.51.100.4, 203.0.113.9'],
  ['10.3.2.1', ['198.51.100.4', '203.0.113.9']],
])('a proxy at %s is believed, by the last that it says: %j', (peer, claimed) => {
  expect(seen(peer, claimed)).toBe('203.0.113.9')
})

test('a proxy that says nothing is the caller itself, and a connection that is gone is nobody', () => {
  expect(seen('127.0.0.1')).toBe('127.0.0.1')
  expect(seen(undefined, '203.0.113.9')).toBe(null)
})
