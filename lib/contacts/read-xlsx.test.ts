import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { BlobFile } from '#lib/platform/blob.ts'
import { xlsx, zip } from '#test/xlsx.ts'
import { openWorkbook, readSheet } from './read-xlsx.ts'

const fileOf = (data: Uint8Array): BlobFile => ({
  mediaType: '',
  bytes: data.length,
  async *read(start, end) {
    for (let at = start; at < end; at += 1000) yield data.subarray(at, Math.min(end, at + 1000))
  },
})

async function rowsOf(data: Uint8Array, name = 'People') {
  const book = await openWorkbook(fileOf(data))
  const rows = []
  for await (const batch of readSheet(book, name)) rows.push(...batch)
  return rows
}
const sheet = (inner: string, more: object = {}) => xlsx({ sheets: { People: inner }, ...more })

describe('cells', () => {
  test('are shared and written texts, numbers in all their digits, truths and formulas', async () => {
    const data = sheet(
      `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>A &amp; B</t></is></c></row>
       <row r="2"><c r="A2"><v>2.54712345678E11</v></c><c r="C2" t="b"><v>1</v></c><c r="D2"><f>1+1</f><v>2</v></c>
       <c r="E2" t="str"><f>"a"</f><v>a</v></c></row>`,
      { strings: '<si><r><t>โทร</t></r><r><t>ศัพท์</t></r><rPh><t>x</t></rPh></si>' },
    )
    expect(await rowsOf(data)).toEqual([
      { rowNo: 1, cells: ['โทรศัพท์', 'A & B'] },
      { rowNo: 2, cells: ['254712345678', '', 'TRUE', '2', 'a'] },
    ])
  })

  test('are dates and padded numbers where their format says so', async () => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="0000000000"/><numFmt numFmtId="165" formatCode="[Red]dd/mm/yy"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>`
    const cells = [
      [1, '46347'],
      [2, '712345678'],
      [3, '61'],
      [4, '46347.5'],
      [0, '0.30000000000000004'],
    ]
    const row = `<row>${cells.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join('')}</row>`
    expect((await rowsOf(sheet(row, { styles })))[0]?.cells).toEqual([
      '2026-11-21',
      '0712345678',
      '1900-03-01',
      '2026-11-21 12:00',
      '0.3',
    ])
    expect((await rowsOf(sheet(row, { styles, date1904: true })))[0]?.cells[0]).toBe('2030-11-22')
  })
})

test('rows keep the numbers that Excel shows, and empty ones are left out', async () => {
  const data = sheet('<row r="3"><c><v>1</v></c></row><row r="9"><c/></row><row r="12"><c><v>2</v></c></row>')
  expect((await rowsOf(data)).map(({ rowNo }) => rowNo)).toEqual([3, 12])
})

describe('what cannot be read is named', () => {
  const refusal = (data: Uint8Array) => rowsOf(data).catch((error: unknown) => error)
  const one = '<row><c><v>1</v></c></row>'

  test.each([
    ['a zip archive without a workbook', 'zip', zip({ 'a.txt': 'x' })],
    ['half a workbook', 'damaged', sheet(one).subarray(0, 300)],
    ['broken XML', 'damaged', sheet('<row><c></row>')],
    [
      'a document type, which could grow without end',
      'damaged',
      zip({ '_rels/.rels': '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' }),
    ],
    ['ten thousand columns', 'columns', sheet('<row><c r="NTP1"><v>1</v></c></row>')],
    ['more than 200,000 rows', 'rows', sheet(one.repeat(200_001))],
    [
      'a bomb of 120 MB',
      'unpacked',
      sheet(`<row><c t="str"><v>${' '.repeat(120 * 1024 * 1024)}</v></c></row>`),
    ],
  ])('%s', async (_title, name, data) => {
    expect(await refusal(data)).toMatchObject({ code: 'INVALID_FILE', params: { name } })
  })

  test('a bomb that lies about its size', async () => {
    const honest = Buffer.from(sheet(one))
    const packed = deflateRawSync(Buffer.alloc(200 * 1024 * 1024, 32))
    const at = honest.indexOf('xl/worksheets/sheet0.xml')
    const lying = Buffer.concat([honest.subarray(0, at), packed, honest.subarray(at)])
    expect(await refusal(lying)).toMatchObject({ code: 'INVALID_FILE' })
  })
})
