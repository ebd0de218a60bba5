import { expect, test } from 'vitest'
import { cursorPage, type Span } from './cursor-page.ts'

const rows = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((id) => ({ id }))
const read = async ({ before, after, limit }: Span) => {
  const found = rows.filter(({ id }) => (before === null || id < before) && (after === null || id > after))
  return (after === null ? found : found.toReversed()).slice(0, limit)
}
const page = async (query: { cursor?: string; newer?: string }) => {
  const { rows: found, ...cursors } = await cursorPage({ ...query, limit: 4 }, read)
  return { ids: found.map(({ id }) => id), ...cursors }
}

test('a list is walked to its end and back again', async () => {
  const first = { ids: [9, 8, 7, 6], previousCursor: null, nextCursor: '6', hasMore: true }
  const second = { ids: [5, 4, 3, 2], previousCursor: '5', nextCursor: '2', hasMore: true }
  expect(await page({})).toEqual(first)
  expect(await page({ cursor: '6' })).toEqual(second)
  expect(await page({ cursor: '2' })).toEqual({
    ids: [1],
    previousCursor: '1',
    nextCursor: null,
    hasMore: false,
  })
  expect(await page({ newer: '1' })).toEqual(second)
  expect(await page({ newer: '5' })).toEqual(first)
})

test('what is newer than the newest is the beginning', async () => {
  expect(await page({ newer: '9' })).toMatchObject({ ids: [9, 8, 7, 6], previousCursor: null })
})

test('a cursor that is none is refused', async () => {
  await expect(page({ cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR', field: 'cursor' })
  await expect(page({ newer: '-1' })).rejects.toMatchObject({ code: 'INVALID_CURSOR', field: 'newer' })
})
