/** What Excel shows for the number in a cell, by the number's format (ECMA-376 part 1, 18.8.30), as far as lists of people need it. */
export type NumberKind = { kind: 'plain' } | { kind: 'date' } | { kind: 'zeros'; digits: number }

const PLAIN: NumberKind = { kind: 'plain' }
const DATE: NumberKind = { kind: 'date' }

/** Formats that every workbook has without naming them. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

export function numberKind(formatId: number, code: string | undefined): NumberKind {
  if (code === undefined) return isBuiltInDate(formatId) ? DATE : PLAIN
  // Only the part for positive numbers, without what is written as it stands, colours and languages.
  const shown = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h|m|s)[^\]]*\]/gi, '')
  if (/^0{2,15}$/.test(shown)) return { kind: 'zeros', digits: shown.length }
  return /[dmyhs]/i.test(shown.replace(/general/i, '')) ? DATE : PLAIN
}

/** The number as text: whole ones in all their digits, others to the fifteen that Excel keeps, dates as 2026-11-21 14:05. */
export function showNumber(raw: string, format: NumberKind, date1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (format.kind === 'date') return showDate(value, date1904) ?? plain(value)
  if (format.kind === 'zeros' && Number.isInteger(value) && value >= 0)
    return plain(value).padStart(format.digits, '0')
  return plain(value)
}

const plain = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : String(Number(value.toPrecision(15)))

const DAY_MS = 86_400_000
/** The day before the first one; day 60 of the older calendar is a 29 February 1900 that never was. */
const EPOCH = { 1900: Date.UTC(1899, 11, 31), 1904: Date.UTC(1904, 0, 1) }
const LAST_SERIAL = 2_958_465

function showDate(serial: number, date1904: boolean): string | null {
  if (serial < 0 || serial > LAST_SERIAL) return null
  const seconds = Math.round(serial * 86_400)
  const days = Math.floor(seconds / 86_400)
  const time = new Date((seconds % 86_400) * 1000).toISOString()
  const clock = seconds % 60 === 0 ? time.slice(11, 16) : time.slice(11, 19)
  if (days === 0 && !date1904) return clock
  const real = !date1904 && days > 59 ? days - 1 : days
  const date = new Date((date1904 ? EPOCH[1904] : EPOCH[1900]) + real * DAY_MS).toISOString().slice(0, 10)
  return seconds % 86_400 === 0 ? date : `${date} ${clock}`
}
