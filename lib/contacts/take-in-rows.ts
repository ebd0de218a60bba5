import { NumberSet } from '#lib/shared/number-set.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import type { PhoneRefusal } from '#lib/sms/phone-text.ts'
import { cleanText } from '#lib/sms/placeholders.ts'
import type { CsvRow } from './read-csv.ts'
import { type KnownNumber, readNumber } from './read-number.ts'
import { limits } from './rules.ts'
import { saidInCell } from './rules-columns.ts'
import type { ContactsPlan, ImportPlan, SuppressionsPlan } from './schema-imports.ts'
import type { TakenIn } from './store-contacts.ts'
import type { Refusal } from './store-imports.ts'

/** Why a row of a list is not taken in. */
export type RowRefusal = PhoneRefusal | 'DUPLICATE' | 'VALUE_TOO_LONG'

/** Sorts the rows of a file into numbers that are new in it and rows that are not taken in, each with its reason. */
export class RowReader {
  private readonly plan: ImportPlan
  private readonly numbers = new NumberSet()
  private readonly hashes = new Set<string>()

  constructor(plan: ImportPlan) {
    this.plan = plan
  }

  /** Also for rows that were dealt with before a restart: their numbers must count as seen. */
  read({ cells }: CsvRow): KnownNumber | RowRefusal {
    const number = readNumber(cells[this.plan.phoneColumn] ?? '', this.plan.defaultCountry)
    if (typeof number === 'string') return number
    return this.see(number.msisdn) ? number : 'DUPLICATE'
  }

  private see(msisdn: string): boolean {
    if (msisdn.length < 64) return this.numbers.add(Number(msisdn))
    if (this.hashes.has(msisdn)) return false
    this.hashes.add(msisdn)
    return true
  }
}

/** The person of a row by the plan, or that one of the cells holds more than a person can have. */
export function toContact(
  plan: ContactsPlan,
  { cells }: CsvRow,
  number: KnownNumber,
): TakenIn | 'VALUE_TOO_LONG' {
  const cell = (at: number) => oneLine(saidInCell(cells[at] ?? ''))
  const name = plan.nameColumns.map(cell).filter(Boolean).join(' ')
  const values = plan.attributeColumns.map((a) => [a.name, cell(a.column)] as const)
  const own = plan.tagsColumn === null ? [] : cell(plan.tagsColumn).split(/[,;]/)
  const tags = [...new Set([...plan.tags, ...own.map((tag) => tag.trim()).filter(Boolean)])]
  const fits =
    name.length <= limits.name &&
    values.every(([, value]) => value.length <= limits.attribute) &&
    tags.every((tag) => tag.length <= limits.tag)
  if (!fits) return 'VALUE_TOO_LONG'
  return { ...number, name, tags, attributes: Object.fromEntries(values.filter(([, value]) => value !== '')) }
}

export const toSuppression = (
  plan: SuppressionsPlan,
  { cells }: CsvRow,
  { msisdn }: KnownNumber,
): { key: string; msisdn: string | null; note: string | null } => {
  const own = plan.noteColumn === null ? '' : oneLine(cells[plan.noteColumn] ?? '').slice(0, limits.note)
  return {
    key: suppressionKey(msisdn),
    msisdn: msisdn.length < 64 ? msisdn : null,
    note: own || plan.note || null,
  }
}

/** As it stood in the file, but for what PostgreSQL cannot keep. */
export const toRefusal = ({ rowNo, cells }: CsvRow, reason: RowRefusal): Refusal => ({
  rowNo,
  reason,
  cells: cells.map(cleanText),
})

/** Names and values stand in texts: line ends and tabs become spaces, marks that cannot be seen go from the ends. */
const oneLine = (cell: string): string =>
  cleanText(cell)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
