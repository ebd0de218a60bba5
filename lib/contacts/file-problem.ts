import { AppError } from '#lib/shared/errors.ts'

/** Why a file cannot be read as a table. The sentence for each stands in the catalogues under `errors.INVALID_FILE`. */
export type FileProblem =
  /** No text and nothing else that is known: a picture, a program. */
  | 'binary'
  | 'pdf'
  | 'html'
  /** A workbook that only opens with a password. */
  | 'password'
  /** A workbook of Excel 97 to 2003, or another document of that time. */
  | 'xls'
  /** A zip archive without a workbook: another document, or just a zip. */
  | 'zip'
  /** Bytes are missing, or are not what the format says. */
  | 'damaged'
  /** More rows than are read from Excel. */
  | 'rows'
  /** Unpacked it is larger than what is read from Excel. */
  | 'unpacked'
  | 'columns'
  /** A row that does not end: a quotation mark that is never closed, or no table at all. */
  | 'quote'
  | 'sheet'
  | 'empty'

/** INVALID_FILE with the problem, and the row of the user's own file where it was met. */
export const fileProblem = (name: FileProblem, row?: number, cause?: unknown): AppError =>
  new AppError('INVALID_FILE', { params: { name, ...(row !== undefined && { row }) }, cause })
