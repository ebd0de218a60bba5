import { expect, test } from 'vitest'
import { filterOf, readAddress, recipientsHref } from './recipient-address.ts'

test('an address opens what it was made from', () => {
  const address = { show: 'not_reached' as const, reason: 'A&B', after: '100', person: 7 }
  const url = new URL(recipientsHref('u', address), 'http://x')
  expect(url.pathname).toBe('/messages/u/recipients')
  expect(readAddress(Object.fromEntries(url.searchParams))).toEqual(address)
})

test('nonsense in an address is left aside', () => {
  expect(readAddress({ show: 'everybody', after: '-1', before: 'x', person: '1e9', number: ' ' })).toEqual({})
})

test('who looks for one number leaves the other filters aside', () => {
  expect(filterOf({ show: 'delivered', after: '100', number: '0712' })).toEqual({ number: '0712' })
})
