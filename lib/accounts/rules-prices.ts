/** A line of a price list as people write it: leading digits (empty is everywhere else), credits a part, from when. */
export type PriceLine = { prefix: string; credits: number; validFrom: string | null }

/** Why a row of a price file was not taken. */
type PriceProblem = 'prefix' | 'credits' | 'validFrom' | 'doubled'
export type RefusedRow = { row: number; problem: PriceProblem }

/** More rows than there are prefixes worth a price. */
export const MAX_PRICE_ROWS = 5_000

/** Credits a part as typed: at most three decimals, not negative; null where it is no such amount. */
export function readCredits(text: string): number | null {
  const plain = text.trim()
  return /^\d{1,9}(\.\d{1,3})?$/.test(plain) ? Number(plain) : null
}

/** Leading digits as typed: `+254`, `254` or `*` for everywhere else; null where they are none. */
export function readPrefix(text: string): string | null {
  const plain = text.trim().replace(/^\+/, '')
  if (plain === '*' || plain === '') return ''
  return /^[1-9]\d{0,14}$/.test(plain) ? plain : null
}

/** An instant or a day as typed; undefined for none, null where it is neither. */
function readFrom(text: string): string | null | undefined {
  const plain = text.trim()
  if (plain === '') return undefined
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(plain)) return null
  const time = Date.parse(plain)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/**
 * Reads a price file: CSV with the columns prefix, credits a part and, if wanted, from when (a day, in UTC, or an
 * instant), separated by commas, semicolons or tabs, with or without a line of titles. Rows are numbered as an editor
 * numbers them.
 */
export function readPriceFile(text: string): { lines: PriceLine[]; refused: RefusedRow[] } {
  const lines: PriceLine[] = []
  const refused: RefusedRow[] = []
  const seen = new Set<string>()
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [at, row] of rows.entries()) {
    if (row.trim() === '' || (at === 0 && /prefix/i.test(row))) continue
    const cells = row.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    const line = readLine(cells)
    const key = typeof line === 'string' ? '' : `${line.prefix} ${line.validFrom}`
    const problem = typeof line === 'string' ? line : seen.has(key) ? 'doubled' : null
    seen.add(key)
    if (problem || typeof line === 'string') refused.push({ row: at + 1, problem: problem ?? 'prefix' })
    else lines.push(line)
  }
  return { lines, refused }
}

function readLine([prefixText = '', creditsText = '', fromText = '']: string[]): PriceLine | PriceProblem {
  const prefix = readPrefix(prefixText)
  if (prefix === null) return 'prefix'
  const credits = readCredits(creditsText)
  if (credits === null) return 'credits'
  const validFrom = readFrom(fromText)
  return validFrom === null ? 'validFrom' : { prefix, credits, validFrom: validFrom ?? null }
}

/** The same the other way: what is exported can be imported again. */
export const writePriceFile = (lines: readonly PriceLine[]): string =>
  [
    'prefix,credits_per_part,valid_from',
    ...lines.map((l) => `${l.prefix || '*'},${l.credits},${l.validFrom ?? ''}`),
  ].join('\r\n')
