import { z } from 'zod'

/** How a table in a file is read: text with its encoding and delimiter, or a sheet of an Excel workbook. */
export const tableFormat = z.union([
  z.object({ sheet: z.string().max(100).describe('The name of a sheet of the workbook.') }),
  z.object({
    encoding: z
      .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-874', 'windows-1252'])
      .describe('How its characters are written.'),
    delimiter: z.enum([',', ';', '\t', '|']).describe('What stands between its cells.'),
  }),
])
export type TableFormat = z.infer<typeof tableFormat>

const column = z.int().min(0).max(999)

/** A file as the screen shows it before it is decided what its columns are. */
export const tableView = z.object({
  uploadId: z.uuid(),
  fileName: z.string(),
  bytes: z.int(),
  format: tableFormat,
  /** Names of all sheets of a workbook; the one that is read is in `format`. */
  sheets: z.array(z.string()),
  hasHeader: z.boolean(),
  /** Headings, '' where there is none. As many as the widest of the first rows has cells. */
  columns: z.array(z.string()),
  /** What the columns seem to be; null or empty where nothing fits. */
  guess: z.object({ phone: column.nullable(), name: z.array(column), tags: column.nullable() }),
  /** The first rows as they are read, without the headings; `rowNo` as a spreadsheet shows it. */
  sample: z.array(z.object({ rowNo: z.int(), cells: z.array(z.string()) })),
  /** Rows without the headings: counted, or estimated from the first ones. */
  rows: z.object({ count: z.int(), exact: z.boolean() }),
})
export type TableView = z.infer<typeof tableView>

/** Which sheet of a workbook is looked at; without it the first with something in it. */
export const lookQuery = z.object({
  sheet: z
    .string()
    .max(100)
    .optional()
    .describe('The name of a sheet of a workbook; without it the first with something in it.'),
})
