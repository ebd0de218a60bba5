import type { BlobFile } from '#lib/platform/blob.ts'
import { fileProblem } from './file-problem.ts'
import type { CsvRow } from './read-csv.ts'
import { type NumberKind, numberKind } from './xlsx-numbers.ts'
import { openPackage, type XlsxPackage } from './xlsx-package.ts'
import { SheetReader } from './xlsx-sheet.ts'

/** Rows with something in them that are read of a sheet. */
const MAX_XLSX_ROWS = 200_000

/** What the cells of all sheets refer to. */
export type Workbook = {
  pack: XlsxPackage
  sheets: { name: string; path: string }[]
  strings: string[]
  /** By the style's number. */
  styles: NumberKind[]
  date1904: boolean
}

/**
 * Opens an Excel workbook (.xlsx, .xlsm). Throws INVALID_FILE for what is none, needs a password, or unpacks to more than
 * 100 MB.
 */
export async function openWorkbook(file: BlobFile): Promise<Workbook> {
  const pack = await openPackage(file)
  const path = await findWorkbook(pack)
  const relations = await readRelations(pack, path)
  const { sheets, date1904 } = await readSheets(pack, path, relations)
  const strings = relations.find((r) => r.type === 'sharedStrings')
  const styles = relations.find((r) => r.type === 'styles')
  return {
    pack,
    sheets,
    date1904,
    strings: strings && pack.has(strings.path) ? await readStrings(pack, strings.path) : [],
    styles: styles && pack.has(styles.path) ? await readStyles(pack, styles.path) : [],
  }
}

/**
 * The rows of a sheet in batches, with the row numbers that Excel shows; rows without anything in them are left out.
 * Throws INVALID_FILE, after 200,000 rows too.
 */
export async function* readSheet(book: Workbook, name: string): AsyncGenerator<CsvRow[]> {
  const sheet = book.sheets.find((one) => one.name === name)
  if (!sheet) throw fileProblem('sheet')
  const reader = new SheetReader(book)
  let count = 0
  for await (const _ of book.pack.parseStepwise(sheet.path, reader.handlers)) {
    const rows = reader.take()
    count += rows.length
    if (count > MAX_XLSX_ROWS) throw fileProblem('rows', rows.at(-1)?.rowNo)
    if (rows.length > 0) yield rows
  }
}

type Relation = { id: string; type: string; path: string }

async function findWorkbook(pack: XlsxPackage): Promise<string> {
  const root = pack.has('_rels/.rels') ? await readRelations(pack, '') : []
  const path = root.find((r) => r.type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  if (!pack.has(path) || !path.endsWith('.xml') || !path.includes('workbook')) throw fileProblem('zip')
  return path
}

/** What a part points to; the kind of each is the last step of its type, which is the same in both dialects. */
async function readRelations(pack: XlsxPackage, of: string): Promise<Relation[]> {
  const folder = of.slice(0, of.lastIndexOf('/') + 1)
  const path = `${folder}_rels/${of.slice(folder.length)}.rels`
  if (!pack.has(path)) return []
  const found: Relation[] = []
  await pack.parse(path, {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return
      const target = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target.replace(/^\.\//, '')}`
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), path: target })
    },
  })
  return found
}

async function readSheets(
  pack: XlsxPackage,
  path: string,
  relations: Relation[],
): Promise<Pick<Workbook, 'sheets' | 'date1904'>> {
  const sheets: Workbook['sheets'] = []
  let date1904 = false
  await pack.parse(path, {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = isTrue(attributes.date1904)
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1]
      const relation = relations.find((r) => r.id === id && r.type === 'worksheet')
      if (relation && pack.has(relation.path))
        sheets.push({ name: attributes.name ?? '', path: relation.path })
    },
  })
  if (sheets.length === 0) throw fileProblem('sheet')
  return { sheets, date1904 }
}

/** Texts that cells refer to by number; runs of different looks are put together, readings beside the text left out. */
async function readStrings(pack: XlsxPackage, path: string): Promise<string[]> {
  const strings: string[] = []
  let [text, inText, beside] = ['', false, false]
  await pack.parse(path, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') beside = true
      inText = name === 't' && !beside
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (name) => {
      inText = false
      if (name === 'rPh') beside = false
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

async function readStyles(pack: XlsxPackage, path: string): Promise<NumberKind[]> {
  const codes = new Map<string, string>()
  const styles: NumberKind[] = []
  let inCells = false
  await pack.parse(path, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(numFmtId, formatCode)
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) styles.push(numberKind(Number(numFmtId), codes.get(numFmtId)))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'
