import { type BlobFile, openBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { cleanText } from '#lib/sms/placeholders.ts'
import { recognise } from './file-kind.ts'
import { fileProblem } from './file-problem.ts'
import { findUpload } from './find-upload.ts'
import { type CsvRow, guessFormat, readCsv } from './read-csv.ts'
import { openWorkbook, readSheet, type Workbook } from './read-xlsx.ts'
import { guessColumns, isHeader } from './rules-columns.ts'
import type { TableFormat, TableView } from './schema-table.ts'

const SAMPLE_ROWS = 8
/** Rows that the guesses look at. */
const LOOKED_AT = 50
/** Smaller text files are read to their end, so that their rows are counted. */
const COUNT_UP_TO = 2 * 1024 * 1024
const HEAD = 64 * 1024
const MAX_SHOWN = 300

type Seen = Pick<TableView, 'format' | 'sheets' | 'rows'> & { first: CsvRow[] }

/**
 * Looks at an uploaded file before anything is done with it: what it is, whatever its name says, what its columns seem to
 * be, its first rows as they are read, and how many there are. `sheet` chooses one of a workbook; else it is the first with
 * something in it. Throws NOT_FOUND, and INVALID_FILE with what is the matter.
 */
export async function lookAtTable(ctx: Ctx, uploadId: string, sheet?: string): Promise<TableView> {
  const upload = await findUpload(ctx, uploadId)
  const file = await openBlob(ctx, uploadId)
  if (!file) throw new AppError('NOT_FOUND')
  const seen = await look(file, sheet)
  const [top] = seen.first
  if (!top) throw fileProblem('empty')
  const hasHeader = isHeader(top.cells)
  const rows = hasHeader ? seen.first.slice(1) : seen.first
  const width = Math.max(...seen.first.map((row) => row.cells.length))
  const columns = Array.from({ length: width }, (_, at) =>
    hasHeader ? shown(top.cells[at] ?? '').trim() : '',
  )
  return {
    uploadId,
    fileName: upload.fileName,
    bytes: file.bytes,
    format: seen.format,
    sheets: seen.sheets,
    hasHeader,
    columns,
    guess: guessColumns(
      columns,
      rows.map((row) => row.cells),
    ),
    sample: rows.slice(0, SAMPLE_ROWS).map((row) => ({ rowNo: row.rowNo, cells: row.cells.map(shown) })),
    rows: { ...seen.rows, count: Math.max(0, seen.rows.count - (hasHeader ? 1 : 0)) },
  }
}

async function look(file: BlobFile, sheet: string | undefined): Promise<Seen> {
  const head = await bytesOf(file, 0, HEAD)
  return recognise(head) === 'zip' ? lookAtWorkbook(file, sheet) : lookAtText(file, head)
}

async function lookAtText(file: BlobFile, head: Uint8Array): Promise<Seen> {
  const format = guessFormat(head)
  const whole = file.bytes <= COUNT_UP_TO
  const first: CsvRow[] = []
  let [count, taken] = [0, 0]
  async function* bytes() {
    for await (const piece of file.read(0, file.bytes)) {
      taken += piece.length
      yield piece
    }
  }
  for await (const rows of readCsv(bytes(), format)) {
    if (first.length < LOOKED_AT) first.push(...rows.slice(0, LOOKED_AT - first.length))
    count += rows.length
    if (!whole && count > 0) break
  }
  const estimated = whole ? count : Math.round((count * file.bytes) / taken)
  return { format, sheets: [], first, rows: { count: estimated, exact: whole } }
}

async function lookAtWorkbook(file: BlobFile, wanted: string | undefined): Promise<Seen> {
  const book = await openWorkbook(file)
  const sheets = book.sheets.map(({ name }) => name)
  if (wanted !== undefined) return { sheets, ...(await lookAtSheet(book, wanted)) }
  for (const name of sheets) {
    const seen = await lookAtSheet(book, name)
    if (seen.first.length > 0) return { sheets, ...seen }
  }
  throw fileProblem('empty')
}

async function lookAtSheet(
  book: Workbook,
  name: string,
): Promise<{ format: TableFormat; first: CsvRow[]; rows: TableView['rows'] }> {
  const first: CsvRow[] = []
  let count = 0
  // Read to the end: at most 200,000 rows, and what cannot be read is better known now.
  for await (const rows of readSheet(book, name)) {
    if (first.length < LOOKED_AT) first.push(...rows.slice(0, LOOKED_AT - first.length))
    count += rows.length
  }
  return { format: { sheet: name }, first, rows: { count, exact: true } }
}

async function bytesOf(file: BlobFile, start: number, end: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of file.read(start, end)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const shown = (cell: string): string => cleanText(cell.slice(0, MAX_SHOWN))
