import { expect, test } from 'vitest'
import { liesIn } from './lies-in.ts'

test('a page inside a room is in the room', () => {
  expect(liesIn('/messages/7/people', '/messages')).toBe(true)
})

test('a room whose name only begins alike is another room', () => {
  expect(liesIn('/messages-archive', '/messages')).toBe(false)
})

test('the first page is not around all the others', () => {
  expect(liesIn('/', '/')).toBe(true)
  expect(liesIn('/messages', '/')).toBe(false)
})
