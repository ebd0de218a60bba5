import { fileProblem } from './file-problem.ts'
import { guessEncoding, type TextEncoding, textDecoder } from './text-encoding.ts'

type Delimiter = ',' | ';' | '\t' | '|'
export type CsvFormat = { encoding: TextEncoding; delimiter: Delimiter }

/** One row as the user sees it in a spreadsheet: `rowNo` counts from 1, the header included. */
export type CsvRow = { rowNo: number; cells: string[] }

/** Bytes that are looked at before a format is decided on. */
const SAMPLE = 64 * 1024
/** A row longer than this is not an address but a file that is something else, or a quote that was never closed. */
const MAX_ROW = 256 * 1024
const MAX_CELLS = 1000
const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']

/**
 * Reads a CSV file piece by piece, whatever its encoding, delimiter and line ends; quoted cells may hold all of them.
 * Rows without anything in them count and are left out. Throws INVALID_FILE with the row where it is no such file.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  known?: CsvFormat,
): AsyncGenerator<CsvRow[]> {
  const { head, rest } = await takeHead(bytes)
  const format = known ?? guessFormat(head)
  const parser = new CsvParser(format.delimiter)
  const decode = textDecoder(format.encoding)
  yield parser.push(decode(head))
  for await (const piece of rest) yield parser.push(decode(piece))
  yield parser.push(decode())
  yield parser.end()
}

/** The format of a file, from its first bytes. Throws INVALID_FILE for what is no text at all. */
export function guessFormat(head: Uint8Array): CsvFormat {
  const encoding = guessEncoding(head.subarray(0, SAMPLE))
  const text = new TextDecoder(encoding).decode(head.subarray(0, SAMPLE))
  if (text.includes('\0')) throw fileProblem('binary')
  return { encoding, delimiter: guessDelimiter(text) }
}

/** `sep=;` in the first line is written for Excel, which takes it at its word and shows no such row. */
const NAMED_DELIMITER = /^"?sep=([,;\t|])/i

/** The one that cuts the first rows into the same number of cells most often; a comma where none cuts. */
function guessDelimiter(text: string): Delimiter {
  const named = NAMED_DELIMITER.exec(text)?.[1]
  if (named) return named as Delimiter
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .slice(0, 30)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.filter((line) => line !== '').map((line) => line.split(delimiter).length - 1)
    const first = counts[0] ?? 0
    const score =
      first === 0 ? 0 : counts.filter((n) => n === first).length / counts.length + Math.min(first, 50) / 1000
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

async function takeHead(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const taken: Uint8Array[] = []
  let size = 0
  while (size < SAMPLE) {
    const { value, done } = await iterator.next()
    if (done) break
    taken.push(value)
    size += value.length
  }
  return { head: Buffer.concat(taken), rest: { [Symbol.asyncIterator]: () => iterator } }
}

class CsvParser {
  private readonly delimiter: Delimiter
  private rest = ''
  private rowNo = 0

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter
  }

  push(text: string): CsvRow[] {
    const all = this.rest + text
    // Without a quote a row is a line; the last one may go on in the next piece.
    const rows = all.includes('"') ? this.quoted(all) : this.plain(all)
    if (this.rest.length > MAX_ROW) throw fileProblem('quote', this.rowNo + 1)
    return rows
  }

  end(): CsvRow[] {
    if (this.rest === '') return []
    const rows = this.push('\n')
    if (this.rest.trim() !== '') throw fileProblem('quote', this.rowNo + 1)
    return rows
  }

  private plain(all: string): CsvRow[] {
    // A carriage return at the very end may be half of a line end.
    const upTo = Math.max(all.lastIndexOf('\n'), all.lastIndexOf('\r', all.length - 2))
    this.rest = all.slice(upTo + 1)
    const rows: CsvRow[] = []
    if (upTo < 0) return rows
    const lines = all.slice(0, upTo + 1)
    const cut = lines.includes('\r') ? lines.split(/\r\n|\n|\r/) : lines.split('\n')
    cut.pop()
    for (const line of cut) this.add(rows, line === '' ? null : line.split(this.delimiter))
    return rows
  }

  private quoted(all: string): CsvRow[] {
    const rows: CsvRow[] = []
    let from = 0
    for (;;) {
      const row = readRow(all, from, this.delimiter)
      if (!row) break
      this.add(rows, row.cells)
      from = row.next
    }
    this.rest = from === 0 ? all : all.slice(from)
    return rows
  }

  private add(rows: CsvRow[], cells: string[] | null): void {
    this.rowNo++
    // Spreadsheets write rows of delimiters alone under what was once longer.
    if (!cells || cells.every((cell) => cell === '')) return
    if (cells.length > MAX_CELLS) throw fileProblem('columns', this.rowNo)
    if (this.rowNo === 1 && cells.join(this.delimiter).toLowerCase() === `sep=${this.delimiter}`) {
      this.rowNo = 0
      return
    }
    rows.push({ rowNo: this.rowNo, cells })
  }
}

/** One row from `from` on, or null when it does not end in this text. Quotes follow RFC 4180; stray ones are letters. */
function readRow(text: string, from: number, delimiter: string): { cells: string[]; next: number } | null {
  const cells: string[] = []
  let at = from
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, delimiter) : readPlain(text, at, delimiter)
    if (!cell) return null
    cells.push(cell.value)
    const end = text[cell.next]
    if (end === delimiter) {
      at = cell.next + 1
      continue
    }
    // "\r" as the last character may still become "\r\n".
    if (end === '\r' && cell.next + 1 === text.length) return null
    return { cells, next: cell.next + (end === '\r' && text[cell.next + 1] === '\n' ? 2 : 1) }
  }
}

function readPlain(text: string, from: number, delimiter: string): { value: string; next: number } | null {
  let at = from
  for (; at < text.length; at++) {
    const c = text[at]
    if (c === delimiter || c === '\n' || c === '\r') return { value: text.slice(from, at), next: at }
  }
  return null
}

function readQuoted(text: string, from: number, delimiter: string): { value: string; next: number } | null {
  let value = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote + 1 >= text.length) return null
    value += text.slice(at, quote)
    if (text[quote + 1] === '"') {
      value += '"'
      at = quote + 2
      continue
    }
    // What stands behind the closing quote belongs to the cell, as spreadsheets read it.
    const tail = readPlain(text, quote + 1, delimiter)
    return tail && { value: value + tail.value, next: tail.next }
  }
}
