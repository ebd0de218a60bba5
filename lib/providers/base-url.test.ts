import { expect, test } from 'vitest'
import { withoutPath, withPath } from './base-url.ts'

test('an address is understood with and without the path of the documents', () => {
  expect(withPath('https://api.p.2chat.io', '/open')).toBe('https://api.p.2chat.io/open')
  expect(withPath('https://api.p.2chat.io/', '/open')).toBe('https://api.p.2chat.io/open')
  expect(withPath('https://proxy.example/2chat/open', '/open')).toBe('https://proxy.example/2chat/open')
  expect(withoutPath('https://me-sms.com/api/v2/', '/api/v2')).toBe('https://me-sms.com')
  expect(withoutPath('https://me-sms.com', '/api/v2')).toBe('https://me-sms.com')
})
