import { beforeEach, expect, test } from 'vitest'
import { hashPhone, suppressionKey } from '#lib/sms/phone-hash.ts'
import { product } from '#test/product.ts'
import { addSuppressions } from './add-suppressions.ts'
import { exportSuppressions } from './export-csv.ts'
import { findSuppressed } from './find-suppressed.ts'
import { listSuppressions } from './list-suppressions.ts'
import { removeSuppression } from './remove-suppression.ts'

const app = product(() => '')
beforeEach(async () => {
  await app.query('truncate suppression, suppression_removal restart identity')
})
const add = (...msisdns: string[]) => addSuppressions(app.operator, { msisdns, reason: 'opt_out' }, 'KE')
const list = (query: { search?: string; limit?: number; cursor?: string } = {}) =>
  listSuppressions(app.operator, { limit: 50, ...query }, 'KE')

test('who is added is stopped at once, in every form of the number; what is none is named by its place', async () => {
  expect(await add('0712345678', '12', '+254 712 345 678')).toEqual({
    added: 1,
    already: 0,
    refused: [{ place: 2, value: '12', reason: 'TOO_SHORT' }],
  })
  expect(await findSuppressed(app.system, ['254712345678', hashPhone('254712345678')], 1)).toEqual([
    true,
    true,
  ])
  expect(await add('0712345678')).toMatchObject({ added: 0, already: 1 })
})

test('somebody known by a hash becomes known by the number, and is one person', async () => {
  await add(hashPhone('254712345678'))
  await add('0712345678')
  expect((await list()).suppressions).toMatchObject([{ msisdn: '254712345678', reason: 'opt_out' }])
})

test('a sender that does not exist is refused, and stopping one sender leaves the others alone', async () => {
  const [sender] = await app.query<{ id: number }>('select id from sender limit 1')
  const senderId = sender?.id ?? 0
  await addSuppressions(app.operator, { msisdns: ['0712345678'], senderId }, 'KE')
  expect(await findSuppressed(app.system, ['254712345678'], senderId)).toEqual([true])
  expect(await findSuppressed(app.system, ['254712345678'], senderId + 1)).toEqual([false])
  await expect(
    addSuppressions(app.operator, { msisdns: ['0712345678'], senderId: 9999 }, 'KE'),
  ).rejects.toMatchObject({ code: 'UNKNOWN_SENDER' })
})

test('lifting one asks why, keeps the answer, and names no number in the audit log', async () => {
  await add('0712345678')
  const [one] = (await list()).suppressions
  await removeSuppression(app.operator, one?.id ?? 0, { reason: 'asked by phone' })
  expect(await findSuppressed(app.system, ['254712345678'], 1)).toEqual([false])
  expect(await app.query('select msisdn, reason, because from suppression_removal')).toEqual([
    { msisdn: '254712345678', reason: 'opt_out', because: 'asked by phone' },
  ])
  expect(JSON.stringify(await app.query('select * from audit_entry'))).not.toMatch(/712345678|asked/)
  await expect(removeSuppression(app.operator, 1, { reason: 'again' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('a search finds a number as people write it or by its first digits, and words find nobody', async () => {
  await add('0712345678', '0722345678')
  const found = async (search: string) => (await list({ search })).suppressions.map((s) => s.msisdn)
  expect(await found('0712 345 678')).toEqual(['254712345678'])
  expect(await found('25472')).toEqual(['254722345678'])
  expect(await found('Amina')).toEqual([])
})

test('pages follow each other without a gap', async () => {
  await add('0712345678', '0712345679', '0712345670')
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, cursor: first.nextCursor ?? '' })
  expect([...first.suppressions, ...second.suppressions].map((s) => s.id)).toEqual([3, 2, 1])
  expect(second.hasMore).toBe(false)
})

test('the export keeps numbers as text and holds everybody', async () => {
  await addSuppressions(app.operator, { msisdns: ['0712345678'], note: '=1+1' }, 'KE')
  let csv = ''
  for await (const piece of exportSuppressions(app.operator)) csv += piece
  expect(csv).toContain('"=""254712345678""",,manual,"\'=1+1",')
})

test('the database knows people by the same key as we do, also where no number was typed', async () => {
  const typed = ['254712345678', 'A'.repeat(64), 'Bc'.repeat(32), 'kein \\ Anschluss \\123', 'ไม่มี', '']
  const rows = await app.query<{ key: string }>(
    'select suppression_key(t) as key from unnest($1::text[]) with ordinality as typed (t, place) order by place',
    [typed],
  )
  expect(rows.map(({ key }) => key)).toEqual(typed.map(suppressionKey))
})
