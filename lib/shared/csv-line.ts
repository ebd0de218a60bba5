/** The mark by which a spreadsheet knows that a CSV file is UTF-8. */
export const CSV_MARK = '\ufeff'

/** Longer runs of digits lose their last ones in a spreadsheet, shorter ones their leading zero. */
const NUMBER = /^\+?\d{7,}$|^0\d+$/
/** What a spreadsheet would take for a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/

/**
 * One line of a CSV file for a spreadsheet (RFC 4180): numbers stay text, and nothing that somebody wrote is calculated.
 *
 * @example csvLine(['0712345678', '=1+1', 'a, b']) // '"=""0712345678""","\'=1+1","a, b"\r\n'
 */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`

function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = NUMBER.test(cell) ? `="${cell}"` : FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
