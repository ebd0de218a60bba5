import { readPhoneText } from '#lib/sms/phone-text.ts'

/** Guesses what the columns of somebody's list are, by their headings first and by what stands in them second. */

type Cells = readonly string[]
export type ColumnGuess = { phone: number | null; name: number[]; tags: number | null }

/** Headings that mean a phone number when they are the whole heading, the surest first. */
const PHONE_EXACT = [
  'msisdn',
  'mobile number',
  'phone number',
  'cell phone number',
  'mobile phone',
  'cell phone',
  'mobile no',
  'phone no',
  'tel no',
  'cell no',
  'phone',
  'mobile',
  'telephone',
  'cellphone',
  'cell',
  'tel',
  'gsm',
  'whatsapp',
  'recipient',
  'number',
  'contact number',
  'contact no',
  'contact',
  'destination',
  'to',
  'simu',
  'nambari ya simu',
  'namba ya simu',
  'nambari',
  'namba',
  'เบอร์โทรศัพท์มือถือ',
  'เบอร์มือถือ',
  'เบอร์โทรศัพท์',
  'เบอร์โทร',
  'เบอร์',
  'หมายเลขโทรศัพท์',
  'หมายเลข',
  'โทรศัพท์มือถือ',
  'โทรศัพท์',
  'มือถือ',
  'โทร',
]
/** Parts of a heading that mean the same. Short words such as `tel` only count as a whole: they are in `hotel` too. */
const PHONE_HINTS = ['msisdn', 'mobile', 'phone', 'simu', 'เบอร์', 'โทรศัพท์', 'มือถือ', 'โทร']
const PHONE_WORDS = /(^| )(tel|cell|gsm|no|number)( |$)/
const FULL_NAME = [
  'name',
  'full name',
  'customer name',
  'contact name',
  'client name',
  'jina',
  'jina kamili',
  'ชื่อ นามสกุล',
  'ชื่อ สกุล',
  'ชื่อลูกค้า',
]
const FIRST_NAME = ['first name', 'firstname', 'given name', 'fname', 'ชื่อ', 'ชื่อจริง']
const LAST_NAME = ['last name', 'lastname', 'surname', 'family name', 'lname', 'นามสกุล', 'สกุล']
const TAGS = ['tags', 'tag', 'labels', 'label', 'แท็ก', 'ป้ายกำกับ']

const MIN_DIGITS = 7

/** Whether a cell could be a phone number or the hash of one; not whether that number exists. */
export function looksLikeNumber(cell: string): boolean {
  const text = readPhoneText(cell)
  if (text.kind === 'hash') return true
  if (text.kind === 'refused') return text.reason === 'SPREADSHEET_NUMBER'
  return text.digits.length >= MIN_DIGITS
}

const FORMULA_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/

/** What a cell says of somebody: nothing where a formula failed, so that nobody is greeted as `#N/A`. */
export const saidInCell = (cell: string): string => (FORMULA_ERROR.test(cell.trim()) ? '' : cell)

/** Headings are words; a first row with a phone number in it is somebody. */
export const isHeader = (cells: Cells): boolean =>
  cells.some((cell) => /\p{L}/u.test(cell)) && !cells.some(looksLikeNumber)

/** `columns` are the headings, all '' where there are none; `rows` the first rows under them. */
export function guessColumns(columns: Cells, rows: readonly Cells[]): ColumnGuess {
  const headings = columns.map(normal)
  const taken = guessPhone(headings, rows)
  const find = (names: Cells) => headings.findIndex((heading, i) => i !== taken && names.includes(heading))
  const full = find(FULL_NAME)
  const parts = [find(FIRST_NAME), find(LAST_NAME)].filter((at) => at >= 0)
  const tags = find(TAGS)
  return { phone: taken, name: full >= 0 ? [full] : parts, tags: tags >= 0 ? tags : null }
}

function guessPhone(headings: Cells, rows: readonly Cells[]): number | null {
  const share = headings.map((_, at) => shareOfNumbers(rows, at))
  // A column called "number" that counts 1, 2, 3 is none.
  const may = (at: number) => rows.length === 0 || (share[at] ?? 0) > 0
  const exact = PHONE_EXACT.map((name) => headings.findIndex((h, at) => h === name && may(at)))
  const named = exact.find((at) => at >= 0)
  if (named !== undefined) return named
  const hinted = headings.findIndex(
    (h, at) => may(at) && (PHONE_HINTS.some((hint) => h.includes(hint)) || PHONE_WORDS.test(h)),
  )
  if (hinted >= 0) return hinted
  const best = share.indexOf(Math.max(...share, 0))
  return best >= 0 && (share[best] ?? 0) > 0.5 ? best : null
}

function shareOfNumbers(rows: readonly Cells[], at: number): number {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '')
  return cells.length === 0 ? 0 : cells.filter(looksLikeNumber).length / cells.length
}

/** `Phone_No.` and `PHONE NO` are one heading. */
const normal = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
