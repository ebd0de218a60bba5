import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvFormat, readCsv } from './read-csv.ts'

const bytes = (text: string | Uint8Array) =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text

/** Reads a text in pieces of this many bytes. */
async function read(text: string | Uint8Array, piece = 7, format?: CsvFormat) {
  const all = bytes(text)
  async function* pieces() {
    for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece)
  }
  const rows = []
  for await (const batch of readCsv(pieces(), format)) rows.push(...batch)
  return rows
}
const cells = async (text: string | Uint8Array, piece?: number) =>
  (await read(text, piece)).map((row) => row.cells)

describe('rows and cells', () => {
  test('lines end as on any system, and the last one needs no end', async () => {
    for (const end of ['\n', '\r\n', '\r'])
      for (const last of ['', end])
        expect(await cells(`a,b${end}1,2${end}"3",4${last}`)).toEqual([
          ['a', 'b'],
          ['1', '2'],
          ['3', '4'],
        ])
  })

  test('quoted cells may hold delimiters, line ends and quotes', async () => {
    expect(await cells('name,phone\r\n"Ama, the ""first""\nof two",0712\r\n')).toEqual([
      ['name', 'phone'],
      ['Ama, the "first"\nof two', '0712'],
    ])
  })

  test('rows keep the number that a spreadsheet shows, across empty lines and quoted line ends', async () => {
    const rows = await read('h1,h2\n\n"a\nb",1\n,\nc,2\n"",\n,\n')
    expect(rows.map((row) => [row.rowNo, row.cells[1]])).toEqual([
      [1, 'h2'],
      [3, '1'],
      [5, '2'],
    ])
  })

  test.each([';', '\t', '|', ','])('the delimiter %j is recognised', async (d) => {
    expect(await cells(`phone${d}name\n0712${d}Ama\n0713${d}Ben`)).toEqual([
      ['phone', 'name'],
      ['0712', 'Ama'],
      ['0713', 'Ben'],
    ])
  })

  test.each([';', '\t', '|', ','])(
    'the delimiter %j that the first line names is taken, and is no row',
    async (d) => {
      for (const first of [`sep=${d}`, `"sep=${d}"`])
        expect(await read(`\ufeff${first}\r\nphone${d}a;b,c|d\r\n0712${d}x\r\n`)).toMatchObject([
          { rowNo: 1, cells: expect.arrayContaining(['phone']) },
          { rowNo: 2, cells: ['0712', 'x'] },
        ])
    },
  )

  test('one column needs no delimiter', async () => {
    expect(await cells('0712345678\n0712345679\n')).toEqual([['0712345678'], ['0712345679']])
  })
})

describe('encodings', () => {
  const thai = 'ชื่อ,เบอร์\nสมชาย,0812345678'
  const rows = [
    ['ชื่อ', 'เบอร์'],
    ['สมชาย', '0812345678'],
  ]
  const utf16 = (text: string, bigEndian: boolean, mark: boolean) => {
    const units = [...(mark ? [0xfeff] : []), ...text.split('').map((unit) => unit.charCodeAt(0))]
    return Uint8Array.from(units.flatMap((u) => (bigEndian ? [u >> 8, u & 255] : [u & 255, u >> 8])))
  }
  const windows874 = Uint8Array.from(thai, (c) => {
    const code = c.charCodeAt(0)
    return code < 128 ? code : code - 0x0e00 + 0xa0
  })

  test('UTF-8 with and without a mark', async () => {
    expect(await cells(thai)).toEqual(rows)
    expect(await cells(`\ufeff${thai}`)).toEqual(rows)
  })
  test('UTF-16 in both orders', async () => {
    expect(await cells(utf16(thai, false, true))).toEqual(rows)
    expect(await cells(utf16(thai, true, true))).toEqual(rows)
    for (const bigEndian of [false, true])
      expect(await cells(utf16('phone,name\n0712,Ama 😀', bigEndian, false))).toEqual([
        ['phone', 'name'],
        ['0712', 'Ama 😀'],
      ])
  })
  test('Thai Windows', async () => {
    expect(await cells(windows874)).toEqual(rows)
  })
  test('Western Windows', async () => {
    const western = Uint8Array.from('nom,tel\nAndré,0612', (c) => c.charCodeAt(0))
    expect(await cells(western)).toEqual([
      ['nom', 'tel'],
      ['André', '0612'],
    ])
  })
  test.each([
    ['Thai Windows', 'สมชาย', (c: string) => c.charCodeAt(0) - 0x0e00 + 0xa0],
    ['Western Windows', 'Zoë', (c: string) => c.charCodeAt(0)],
  ])('%s that begins with a thousand plain rows', async (_title, name, byte) => {
    const text = `name,tel\n${'Ama,0712345678\n'.repeat(10_000)}${name},0712345679\n`
    const file = Uint8Array.from(text, (c) => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : byte(c)))
    for (const format of [undefined, { encoding: 'utf-8', delimiter: ',' } as const])
      expect((await read(file, 65_536, format)).at(-1)?.cells).toEqual([name, '0712345679'])
    const utf8 = bytes(text)
    expect((await read(utf8, 65_537)).at(-1)?.cells).toEqual([name, '0712345679'])
  })
})

describe('what is no such file', () => {
  test.each([
    ['a quote that is never closed', 'a,b\n"never,ends\n1,2'],
    ['ten thousand columns', `${'x,'.repeat(10_000)}\n`],
    ['a row without an end', `a,${'x'.repeat(400_000)}`],
    ['bytes that are no text', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 1, 2, 0, 9, 9, 0])],
  ])('%s', async (_name, text) => {
    await expect(read(text, 65_536)).rejects.toMatchObject({ code: 'INVALID_FILE' })
  })

  test('an empty file has no rows', async () => {
    expect(await read('')).toEqual([])
  })
})

test('whatever is written as CSV is read back, wherever it is cut into pieces', async () => {
  const cell = fc.stringMatching(/^[a-z0-9 ,;"\n\r]{0,8}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      async (table, piece, end) => {
        const text = table.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(end)
        const read_ = await read(text, piece, { encoding: 'utf-8', delimiter: ',' })
        expect(read_.map((row) => row.cells)).toEqual(table.filter((row) => row.some((c) => c !== '')))
      },
    ),
    { numRuns: 300 },
  )
})
