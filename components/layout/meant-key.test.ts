import { expect, test } from 'vitest'
import { meantKey } from './meant-key.ts'

const press = (key: string, code: string, shiftKey = false) => meantKey({ key, code, shiftKey })

test('a Latin letter is itself, whatever the layout calls its place', () => {
  expect(press('c', 'KeyC')).toBe('c')
  expect(press('C', 'KeyC', true)).toBe('c')
  expect(press('a', 'KeyQ')).toBe('a')
})

test('on a Thai keyboard the place of the key counts', () => {
  expect(press('แ', 'KeyC')).toBe('c')
  expect(press('ฝ', 'Slash')).toBe('/')
  expect(press('ฦ', 'Slash', true)).toBe('?')
})

test('keys that write nothing keep their name', () => {
  expect(press('Enter', 'Enter')).toBe('Enter')
})
