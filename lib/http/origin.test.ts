import { expect, test } from 'vitest'
import { checkOrigin } from './origin.ts'

const verdict = (publicUrl: string, headers: Record<string, string>) => {
  try {
    checkOrigin(new Headers(headers), publicUrl)
    return 'passes'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each([
  [
    'https://sms.example.com',
    { origin: 'https://sms.example.com', 'sec-fetch-site': 'same-origin' },
    'passes',
  ],
  ['https://sms.example.com', { origin: 'https://sms.example.com' }, 'passes'],
  ['https://sms.example.com', {}, 'passes'],
  ['https://sms.example.com', { origin: 'https://evil.example' }, 'WRONG_ORIGIN'],
  [
    'https://sms.example.com',
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    'WRONG_ORIGIN',
  ],
  ['https://sms.example.com', { 'sec-fetch-site': 'cross-site' }, 'WRONG_ORIGIN'],
  ['https://sms.example.com', { 'sec-fetch-site': 'same-site' }, 'WRONG_ORIGIN'],
  ['https://sms.example.com', { origin: 'null' }, 'WRONG_ORIGIN'],
  ['https://sms.example.com', { origin: 'http://sms.example.com' }, 'WRONG_ORIGIN'],
  ['https://sms.example.com', { origin: 'https://sms.example.com.evil.example' }, 'WRONG_ORIGIN'],
  ['http://127.0.0.1:3000', { origin: 'http://localhost:3000' }, 'passes'],
  ['http://127.0.0.1:3000', { origin: 'http://localhost:3001' }, 'WRONG_ORIGIN'],
  ['http://127.0.0.1:3000', { origin: 'http://localhost.evil.example:3000' }, 'WRONG_ORIGIN'],
  ['https://sms.example.com', { origin: 'http://localhost' }, 'WRONG_ORIGIN'],
])('at %s a write with %j: %s', (publicUrl, headers, expected) => {
  expect(verdict(publicUrl, headers)).toBe(expected)
})
