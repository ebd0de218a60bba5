import { expect, test } from 'vitest'
import { withHeader } from '#lib/contacts/rules-header.ts'
import { audienceOf, columnLetters, headingsOf, namesOf } from './audience-source.ts'
import { type DraftFile, emptyDraft } from './draft.ts'

const file: DraftFile = {
  uploadId: '00000000-0000-4000-8000-000000000000',
  fileName: 'people.csv',
  bytes: 100,
  format: { encoding: 'utf-8', delimiter: ',' },
  sheets: [],
  hasHeader: true,
  columns: ['Phone', 'name', '', 'a|b', 'name'],
  guess: { phone: 0, name: [1], tags: null },
  sample: [{ rowNo: 2, cells: ['0712345678', 'Amina'] }],
  rows: { count: 1, exact: true },
  phoneColumn: 0,
}

test('the column of the numbers has to be known before there is an audience', () => {
  const draft = { ...emptyDraft(), from: 'file' as const, file }
  expect(audienceOf(draft)?.source).toMatchObject({ kind: 'file', phoneColumn: 0, columns: file.columns })
  expect(audienceOf({ ...draft, file: { ...file, phoneColumn: null } })).toBeNull()
  expect(audienceOf({ ...draft, from: 'groups' })).toBeNull()
})

test('a first row that is somebody and not a heading is one of the people, there and back', () => {
  const without = withHeader(file, false)
  expect(without).toMatchObject({
    rows: { count: 2 },
    sample: [{ rowNo: 1, cells: file.columns }, { rowNo: 2 }],
  })
  expect(headingsOf(without)).toEqual(['A', 'B', 'C', 'D', 'E'])
  expect(withHeader(without, true)).toEqual(file)
})

test('only what can stand between braces is offered, each once, and not the number', () => {
  expect(namesOf(file)).toEqual(['name'])
})

test('columns without headings are called as in a spreadsheet', () => {
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})

test('what cannot be stored is taken out of what was pasted', () => {
  expect(audienceOf({ ...emptyDraft(), numbers: '07\u000012\ud800' })?.source).toEqual({
    kind: 'pasted',
    text: '0712\ufffd',
  })
})
