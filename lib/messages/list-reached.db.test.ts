import { expect, test } from 'vitest'
import { writeBlob } from '#lib/platform/blob.ts'
import { product } from '#test/product.ts'
import { xlsx } from '#test/xlsx.ts'
import { exportLeftOut, listReached } from './list-reached.ts'
import { previewMessage } from './preview-message.ts'
import type { AudienceSource } from './schema.ts'

const app = product(() => 'http://127.0.0.1:9')

type FileSource = Extract<AudienceSource, { kind: 'file' }>

async function file(content: string | Uint8Array, over: Partial<FileSource> = {}): Promise<AudienceSource> {
  const blobId = await writeBlob(app.operator, [Buffer.from(content)], { mediaType: '', maxBytes: 1e9 })
  await app.query(`insert into upload (blob_id, file_name, created_by) values ($1, 'x', 1)`, [blobId])
  const format = { encoding: 'utf-8', delimiter: ',' } as const
  return {
    kind: 'file',
    blobId,
    format,
    hasHeader: true,
    phoneColumn: 0,
    columns: ['phone', 'name'],
    ...over,
  }
}
const through = { sender: 'REHEARSAL', accountId: 1 }

test('people are stepped through in the order of their list, with what their rows say of them', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `07123456${String(i).padStart(2, '0')},Person ${i}`)
  const source = await file(['phone,name', 'nobody,X', ...rows, '0712345600,Again'].join('\n'))
  const list = (skip: number, limit: number) =>
    listReached(app.operator, { ...through, source }, { names: ['name'], skip, limit })
  expect(await list(0, 2)).toEqual([
    { place: 0, rowNo: 3, msisdn: '254712345600', variables: { name: 'Person 0' } },
    { place: 1, rowNo: 4, msisdn: '254712345601', variables: { name: 'Person 1' } },
  ])
  expect((await list(58, 20)).map(({ place, rowNo }) => [place, rowNo])).toEqual([
    [58, 61],
    [59, 62],
  ])
})

test('everybody who is left out stands in the file, by the row of their own list and why', async () => {
  const source = await file('phone,name\n0712345678,A\n=1+1,B\n0712345678,C\n020 1234567,D\n')
  let csv = ''
  for await (const piece of await exportLeftOut(app.operator, { ...through, source })) csv += piece
  expect(csv.replace('\ufeff', '').trim().split('\r\n')).toEqual([
    'row,number,reason',
    `3,"'=1+1",INVALID_NUMBER`,
    '4,"=""0712345678""",DUPLICATE',
    '5,020 1234567,LANDLINE',
  ])
})

test('who is left out because of the text stands there too, once there is one', async () => {
  const source = await file(`phone,name\n0712345678,A\n0712345679,\n0712345680,${'x'.repeat(60_000)}\n`)
  const text = { content: 'Hi {{name}} from {{shop}}', variables: { shop: 'us' } }
  let csv = ''
  for await (const piece of await exportLeftOut(app.operator, { ...through, ...text, source })) csv += piece
  expect(csv.replace('\ufeff', '').trim().split('\r\n')).toEqual([
    'row,number,reason',
    '3,"=""0712345679""",MISSING_VARIABLE',
    '4,"=""0712345680""",TEXT_TOO_LONG',
  ])
})

test('what cannot be stored, seen or calculated does no harm', async () => {
  const formula =
    '<row r="1"><c t="str"><f>HYPERLINK("x")</f><v>0712345678</v></c><c t="e"><v>#REF!</v></c></row>'
  const workbook = await file(xlsx({ sheets: { S: formula } }), { hasHeader: false, format: { sheet: 'S' } })
  const csv = await file(`phone,name\n\u202b0712345679\u202c,A\u0000\u200b\ufffd\n${'9'.repeat(5000)},x\n`)
  const message = { content: 'Hi {{name}}', variables: {}, sender: 'REHEARSAL' }
  // Nobody is greeted as #REF!.
  expect(await previewMessage(app.operator, { ...message, source: workbook })).toMatchObject({
    valid: 0,
    reasons: { MISSING_VARIABLE: 1 },
  })
  expect(await previewMessage(app.operator, { ...message, source: csv })).toMatchObject({
    valid: 1,
    invalid: 1,
  })
  const [person] = await listReached(
    app.operator,
    { ...through, source: csv },
    { names: ['name'], skip: 0, limit: 1 },
  )
  expect(person?.variables.name).not.toContain('\0')
})

test.each([
  ['ten thousand columns', `phone${',x'.repeat(10_000)}\n0712345678\n`, { name: 'columns', row: 1 }],
  ['a quotation mark that never closes', `phone,name\n"${'x'.repeat(300_000)}`, { name: 'quote', row: 2 }],
])('a file with %s says so with its row', async (_, content, params) => {
  const message = { content: 'Hi', variables: {}, sender: 'REHEARSAL', source: await file(content) }
  await expect(previewMessage(app.operator, message)).rejects.toMatchObject({ code: 'INVALID_FILE', params })
})

test('a file of headings alone has nobody in it', async () => {
  const message = { content: 'Hi', variables: {}, sender: 'REHEARSAL', source: await file('phone,name\n') }
  expect(await previewMessage(app.operator, message)).toMatchObject({ total: 0, valid: 0, credits: 0 })
})
