import { fileProblem } from './file-problem.ts'
import type { CsvRow } from './read-csv.ts'
import type { Workbook } from './read-xlsx.ts'
import { showNumber } from './xlsx-numbers.ts'
import type { XmlHandlers } from './xlsx-package.ts'

const MAX_CELLS = 1000
/** More than any cell can hold in Excel (32,767), with room for what other programs write. */
const MAX_TEXT = 64 * 1024

/** Turns the events of a sheet's XML (ECMA-376 part 1, 18.3) into rows. Formulas give the value that was last calculated. */
export class SheetReader {
  readonly handlers: XmlHandlers
  private readonly book: Pick<Workbook, 'strings' | 'styles' | 'date1904'>
  private rows: CsvRow[] = []
  private rowNo = 0
  private cells: string[] = []
  private column = 0
  private cell = { type: 'n', style: 0 }
  private text = ''
  private inText = false
  private beside = false

  constructor(book: Pick<Workbook, 'strings' | 'styles' | 'date1904'>) {
    this.book = book
    this.handlers = {
      open: (name, attributes) => this.open(name, attributes),
      text: (text) => {
        if (!this.inText) return
        this.text += text
        if (this.text.length > MAX_TEXT) throw fileProblem('damaged', this.rowNo)
      },
      close: (name) => this.close(name),
    }
  }

  /** The rows that are complete by now. */
  take(): CsvRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  private open(name: string, attributes: Record<string, string>): void {
    switch (name) {
      case 'row':
        // A row that does not say its number follows the one before it.
        this.rowNo = Number(attributes.r) || this.rowNo + 1
        this.cells = []
        this.column = 0
        break
      case 'c':
        this.column = columnOf(attributes.r) ?? this.column + 1
        if (this.column > MAX_CELLS) throw fileProblem('columns', this.rowNo)
        this.cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        this.text = ''
        break
      case 'rPh':
        this.beside = true
        break
      case 'v':
        this.inText = true
        this.text = ''
        break
      case 't':
        this.inText = !this.beside
        break
    }
  }

  private close(name: string): void {
    this.inText = false
    if (name === 'rPh') this.beside = false
    if (name === 'c') this.addCell()
    if (name === 'row' && this.cells.some((cell) => cell !== ''))
      this.rows.push({ rowNo: this.rowNo, cells: this.cells })
  }

  private addCell(): void {
    const value = this.value()
    if (value === '') return
    while (this.cells.length < this.column - 1) this.cells.push('')
    this.cells[this.column - 1] = value
  }

  private value(): string {
    const { text, cell, book } = this
    if (text === '') return ''
    switch (cell.type) {
      case 's':
        return unescapeText(book.strings[Number(text)] ?? '')
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE'
      case 'n':
        return showNumber(text, book.styles[cell.style] ?? { kind: 'plain' }, book.date1904)
      default:
        return unescapeText(text)
    }
  }
}

/** The column of a cell called `AB12`, counted from 1. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

/** Characters that XML cannot hold stand as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
