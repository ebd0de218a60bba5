import { expect, test } from 'vitest'
import { columnName, columnsOf, guessedRoles } from './column-roles.ts'

const table = {
  columns: ['Mobile', 'First name', 'Last name', 'Labels', 'City', ''],
  guess: { phone: 0, name: [1, 2], tags: 3 },
}

test('what was guessed is proposed, and other columns with a heading are values', () => {
  const roles = guessedRoles('contacts', table)
  expect(roles).toEqual(['phone', 'name', 'name', 'tags', 'value', 'skip'])
  expect(columnsOf(roles, table.columns)).toEqual({
    phoneColumn: 0,
    nameColumns: [1, 2],
    tagsColumn: 3,
    noteColumn: null,
    attributeColumns: [{ column: 4, name: 'City' }],
  })
})

test('of a list of stopped numbers only the number is proposed', () => {
  expect(guessedRoles('suppressions', table)).toEqual(['phone', 'skip', 'skip', 'skip', 'skip', 'skip'])
})

test('without a number there is no import, and a column without heading is called by its place', () => {
  expect(columnsOf(['value', 'skip'], ['a', 'b'])).toBeNull()
  expect(columnName('', 2, (n) => `Column ${n}`)).toBe('Column 3')
})
