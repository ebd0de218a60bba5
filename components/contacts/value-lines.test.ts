import { expect, test } from 'vitest'
import { fromLines, tagsOf, toLines } from './value-lines.ts'

test('values are read as they are shown; only the first colon divides', () => {
  const values = { city: 'Nairobi', 'due at': '10:30' }
  expect(toLines(values)).toBe('city: Nairobi\ndue at: 10:30')
  expect(fromLines(`${toLines(values)}\n\n`)).toEqual({ values, wrong: null })
})

test('a line that names no value is said to be wrong', () => {
  expect(fromLines('city: Nairobi\nVIP').wrong).toBe('VIP')
  expect(fromLines(': x').wrong).toBe(': x')
})

test('tags are divided by commas, semicolons and lines', () => {
  expect(tagsOf(' vip, new;  old \n')).toEqual(['vip', 'new', 'old'])
})
