import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

test.each(['/messages/7?tab=people', '/', '/settings/users'])('%s is a way back', (path) => {
  expect(returnPath(path)).toBe(path)
})

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'messages',
  '',
  '/sign-in?next=/',
  `/${'x'.repeat(3000)}`,
  undefined,
  ['/a', '/b'],
])('%j leads home', (path) => {
  expect(returnPath(path)).toBe('/')
})
