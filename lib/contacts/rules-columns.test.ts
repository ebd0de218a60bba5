import { describe, expect, test } from 'vitest'
import { guessColumns, isHeader, looksLikeNumber, saidInCell } from './rules-columns.ts'

const rows = (...cells: string[][]) => cells

describe('the column of numbers', () => {
  test.each([
    [['Name', 'Phone'], 1],
    [['Hotel', 'Tel'], 1],
    [['Phone type', 'Phone_Number'], 1],
    [['Customer phone (WhatsApp)', 'City'], 0],
    [['ชื่อ', 'เบอร์โทร'], 1],
    [['Jina', 'Nambari ya simu'], 1],
    [['MSISDN', 'Phone'], 0],
    [['\ufeffMobile No.', 'x'], 0],
  ])('of %j is number %i', (columns, phone) => {
    expect(guessColumns(columns, rows(columns.map(() => '0712345678'))).phone).toBe(phone)
  })

  test('is not one that only counts, whatever it is called', () => {
    const guess = guessColumns(['Number', 'Contact'], rows(['1', '0712345678'], ['2', '0712345679']))
    expect(guess.phone).toBe(1)
  })
  test('is found by what stands in it where no heading says so', () => {
    expect(guessColumns(['a', 'b'], rows(['x', '254712345678'], ['y', '+66 81 234 5678'])).phone).toBe(1)
    expect(guessColumns(['', ''], rows(['Amina', '0712 345 678'])).phone).toBe(1)
  })
  test('is not guessed where nothing looks like one', () => {
    expect(guessColumns(['a', 'b'], rows(['x', 'y'])).phone).toBeNull()
    expect(guessColumns([], []).phone).toBeNull()
  })
  test('is guessed by the heading where there are no rows', () => {
    expect(guessColumns(['name', 'phone'], []).phone).toBe(1)
  })
})

test('a name in two columns is both of them in order', () => {
  expect(guessColumns(['Last name', 'First name', 'Phone'], rows(['a', 'b', '0712345678'])).name).toEqual([
    1, 0,
  ])
  expect(guessColumns(['Full name', 'First name', 'Phone'], []).name).toEqual([0])
  expect(guessColumns(['ชื่อ', 'นามสกุล', 'เบอร์'], []).name).toEqual([0, 1])
})

test('headings are words, and a first row with a number in it is somebody', () => {
  expect(isHeader(['Name', 'Phone'])).toBe(true)
  expect(isHeader(['Amina', '0712345678'])).toBe(false)
  expect(isHeader(['', '12'])).toBe(false)
  expect(isHeader(['Amina', '2.54712E+11'])).toBe(false)
})

test.each([
  ['0712345678', true],
  ['+254 712 345 678', true],
  ['2.54712E+11', true],
  ['a'.repeat(64), true],
  ['1234', false],
  ['Amina', false],
  ['', false],
])('%j looks like a number: %s', (cell, is) => {
  expect(looksLikeNumber(cell)).toBe(is)
})

test('a formula that failed says nothing of anybody', () => {
  expect(['#N/A', ' #REF! ', '#DIV/0!', '#1', 'Ama #N/A'].map(saidInCell)).toEqual([
    '',
    '',
    '',
    '#1',
    'Ama #N/A',
  ])
})
