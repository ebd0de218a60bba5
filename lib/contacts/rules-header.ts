import type { TableView } from './schema-table.ts'

type Headed = Pick<TableView, 'hasHeader' | 'columns' | 'sample' | 'rows'>

/** The file with its first row taken for headings, or for somebody. */
export function withHeader<T extends Headed>(file: T, hasHeader: boolean): T {
  if (hasHeader === file.hasHeader) return file
  const [first] = file.sample
  if (hasHeader && first)
    return {
      ...file,
      hasHeader,
      columns: file.columns.map((_, at) => (first.cells[at] ?? '').trim()),
      sample: file.sample.slice(1),
      rows: { ...file.rows, count: Math.max(0, file.rows.count - 1) },
    }
  const heading = { rowNo: Math.max(1, (first?.rowNo ?? 2) - 1), cells: file.columns }
  return {
    ...file,
    hasHeader,
    sample: [heading, ...file.sample],
    rows: { ...file.rows, count: file.rows.count + 1 },
  }
}
