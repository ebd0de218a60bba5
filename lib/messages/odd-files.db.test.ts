import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepUpload } from '#lib/contacts/keep-upload.ts'
import { lookAtTable } from '#lib/contacts/look-at-table.ts'
import { product } from '#test/product.ts'
import { xlsx } from '#test/xlsx.ts'
import { countParts } from '../../emulators/rehearsal/parts.ts'
import { previewMessage } from './preview-message.ts'
import { sendMessage } from './send-message.ts'

/*
 * Files are made from people whose numbers are known beforehand, written in every way that people and programs write
 * them; what the product reads must be these people, by the rows of the file.
 */

const app = product(() => 'http://127.0.0.1:9')

/** All ways in which one number may stand in a cell. */
const forms: ((national: string) => string)[] = [
  (n) => `254${n}`,
  (n) => `+254${n}`,
  (n) => `00254${n}`,
  (n) => `0${n}`,
  (n) => n,
  (n) => `+254 (0) ${n}`,
  (n) => `0${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6)}`,
  (n) => `(0${n.slice(0, 3)}) ${n.slice(3)}`,
  (n) => `0${n.slice(0, 3)}.${n.slice(3, 6)}.${n.slice(6)}`,
  (n) => `tel: 0${n}`,
  (n) => `'0${n}`,
  (n) => `254${n}.0`,
]
const bad = [
  '',
  'nobody',
  '12',
  '2.54712E+11',
  '1,23E+11',
  '25471234567890',
  'a@b.co',
  '0712345678 / 0712345679',
  '#N/A',
]
const names = [
  'Amina',
  '',
  ' ',
  'Ju,ma',
  'A;B',
  'a|b',
  'say "hi"',
  'two\nlines',
  'tab\there',
  '{{name}}',
  '#N/A',
  'x'.repeat(140),
]
/** With letters that only some encodings have. */
const encodings = {
  utf8: { names: ['สมชาย', 'Zoë', '👩‍👩‍👧', '\u202eback', '中文'], write: (s: string) => Buffer.from(s) },
  'utf8 with a mark': { names: ['น้ำฝน'], write: (s: string) => Buffer.from(`\ufeff${s}`) },
  utf16le: { names: ['😀'], write: (s: string) => Buffer.from(`\ufeff${s}`, 'utf16le') },
  'utf16le without a mark': { names: ['😀', 'ที่'], write: (s: string) => Buffer.from(s, 'utf16le') },
  utf16be: { names: ['é'], write: (s: string) => Buffer.from(`\ufeff${s}`, 'utf16le').swap16() },
  'windows-874': {
    names: ['สมชาย', 'น้ำฝน'],
    write: (s: string) =>
      Buffer.from(
        s.replace(/[\u0e01-\u0e5b]/g, (c) => byte(c.charCodeAt(0) - 0xd60)),
        'latin1',
      ),
  },
  'windows-1252': { names: ['Zoë', 'Müller', 'Peña'], write: (s: string) => Buffer.from(s, 'latin1') },
}
const byte = (code: number) => String.fromCharCode(code)

type Row = { cell: string; msisdn: string | null; name: string; gap: boolean }
const rowOf = (own: string[]): fc.Arbitrary<Row> =>
  fc
    .record({
      n: fc.integer({ min: 0, max: 40 }),
      form: fc.constantFrom(...forms),
      bad: fc.option(fc.constantFrom(...bad), { freq: 5 }),
      name: fc.constantFrom(...names, ...own),
      gap: fc.boolean(),
    })
    .map(({ n, form, bad: none, name, gap }) => {
      const national = `7123456${String(n).padStart(2, '0')}`
      return { cell: none ?? form(national), msisdn: none === null ? `254${national}` : null, name, gap }
    })

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

type File = { bytes: Uint8Array; rows: (Row & { rowNo: number })[] }

const csv = fc
  .constantFrom(...Object.values(encodings))
  .chain(({ names: own, write }) =>
    fc.record({
      rows: fc.array(rowOf(own), { minLength: 1, maxLength: 20 }),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      write: fc.constant(write),
    }),
  )
  .map(({ rows, delimiter, end, write }): File => {
    const lines = [`name${delimiter}Phone`]
    const numbered = rows.map((row) => {
      if (row.gap) lines.push('')
      lines.push(`${quoted(row.name)}${delimiter}${quoted(row.cell)}`)
      return { ...row, rowNo: lines.length }
    })
    return { bytes: write(lines.join(end)), rows: numbered }
  })

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const workbook = fc.array(rowOf(['สมชาย', '😀']), { minLength: 1, maxLength: 20 }).map((rows): File => {
  const strings: string[] = []
  const cell = (text: string) => {
    if (/^[1-9]\d{8,14}$/.test(text)) return `<c><v>${Number(text).toExponential()}</v></c>`
    return `<c t="s"><v>${strings.push(`<si><t xml:space="preserve">${escaped(text)}</t></si>`) - 1}</v></c>`
  }
  let rowNo = 1
  const numbered = rows.map((row) => {
    rowNo += row.gap ? 2 : 1
    return { ...row, rowNo }
  })
  const sheet = numbered.map((r) => `<row r="${r.rowNo}">${cell(r.name)}${cell(r.cell)}</row>`).join('')
  const head = `<row r="1">${cell('name')}${cell('Phone')}</row>`
  return { bytes: xlsx({ sheets: { S: head + sheet }, strings: strings.join('') }), rows: numbered }
})

const shows = (text: string) => /[^\s\p{Cc}\p{Cf}]/u.test(text) && text !== '#N/A'

test('whatever a file looks like, its people are read as they were written, by its own rows', async () => {
  const texts = fc.constantFrom('Hi {{name|there}}', 'Hi {{name}}', `${'x'.repeat(145)}{{name|€}}`)
  await fc.assert(
    fc.asyncProperty(fc.oneof(csv, workbook), texts, async ({ bytes, rows }, content) => {
      const file = Buffer.from(bytes)
      const { id } = await keepUpload(app.operator, {
        content: [file] as unknown as AsyncIterable<Uint8Array>,
        bytes: file.length,
        fileName: 'people.pdf',
        mediaType: '',
      })
      const { format, hasHeader, columns, guess } = await lookAtTable(app.operator, id)
      expect([hasHeader, columns.slice(0, 2)]).toEqual([true, ['name', 'Phone']])
      const source = { kind: 'file' as const, blobId: id, format, hasHeader, columns, phoneColumn: 1 }
      if (rows.some(({ msisdn }) => msisdn)) expect(guess.phone).toBe(1)

      const expected = new Map<string, { rowNo: number; parts: number }>()
      const leftOut = new Map<number, string>()
      for (const { rowNo, msisdn, name } of rows.filter((row) => row.cell + row.name !== '')) {
        const fallback = /\|(.*)}}/.exec(content)?.[1]
        const value = shows(name) ? name : fallback
        if (!msisdn) leftOut.set(rowNo, 'NUMBER')
        else if (expected.has(msisdn) || [...leftOut.values()].includes(msisdn))
          leftOut.set(rowNo, 'DUPLICATE')
        else if (value === undefined) leftOut.set(rowNo, msisdn)
        else {
          const text = content.replace(/{{.*}}/, () => value)
          expected.set(msisdn, { rowNo, parts: countParts(text) })
        }
      }
      const message = { content, variables: {}, sender: 'REHEARSAL', source }
      const preview = await previewMessage(app.operator, message)
      expect(preview.valid).toBe(expected.size)
      expect(preview.examples.map(({ rowNo }) => rowNo).toSorted((a, b) => a - b)).toEqual([
        ...leftOut.keys(),
      ])
      if (expected.size === 0) return
      const later = new Date(Date.now() + 3_600_000)
      const { uuid } = await sendMessage(app.operator, { ...message, scheduledAt: later }, 'api')
      const planned = await app.query<{ msisdn: string; rowNo: number; parts: number }>(
        `select msisdn, row_no as "rowNo", parts from recipient r where state = 0
           and message_id = (select id from message where uuid = $1) order by seq`,
        [uuid],
      )
      expect(planned).toEqual([...expected].map(([msisdn, one]) => ({ msisdn, ...one })))
      await app.query(`update ledger_book set balance = 1000000000 where name = 'available'`)
    }),
    { numRuns: 80 },
  )
}, 300_000)
