import { HASHED_COUNTRY } from '#lib/sms/country-clock.ts'
import { type PlannedRow, type SourceRow, shown } from './plan-row.ts'
import type { LeftOutReason } from './rules-recipients.ts'

/** Why a row became no recipient at all. */
export type SkipReason = 'DUPLICATE' | 'EXCLUDED'

/** `perPart` in thousandths of a credit, like all money here. */
type Route = { country: string; perPart: number; recipients: number; parts: number; credits: number }

/** What a plan comes to. Money in thousandths of a credit; `reasons` counts the left out, suppressed included. */
export type PlanTotals = {
  /** total = valid + invalid + blocked + duplicates + excluded */
  total: number
  valid: number
  invalid: number
  duplicates: number
  excluded: number
  blocked: number
  /** Of the valid, those whose digits are hidden. */
  hashed: number
  parts: number
  credits: number
  encoding: 'gsm' | 'ucs2'
  maxPartsPerRecipient: number
  reasons: Partial<Record<LeftOutReason, number>>
  countries: Record<string, { recipients: number; parts: number; credits: number }>
  /** The same by country and what a part costs there, which differs where prices go by more than the country. */
  routes: Map<string, Route>
  /** The first country that no price covers. */
  unpricedCountry: string | null
  /** The first rows that were left out for each reason, by the row number of the user's own source. */
  examples: { rowNo: number; raw: string; reason: LeftOutReason | SkipReason }[]
  /** The dearest rows, dearest first. */
  dearest: { rowNo: number; msisdn: string; parts: number; credits: number }[]
}

/** Of each reason, so that a thousand doubled rows do not hide the one that cannot be read. */
const EXAMPLES = 20
const DEAREST = 5

export const noTotals = (): PlanTotals => ({
  total: 0,
  valid: 0,
  invalid: 0,
  duplicates: 0,
  excluded: 0,
  blocked: 0,
  hashed: 0,
  parts: 0,
  credits: 0,
  encoding: 'gsm',
  maxPartsPerRecipient: 0,
  reasons: {},
  countries: {},
  routes: new Map(),
  unpricedCountry: null,
  examples: [],
  dearest: [],
})

/** Counts a row that becomes a recipient, sent to or left out. */
export function addRow(totals: PlanTotals, row: PlannedRow): void {
  if (row.reason !== null) {
    if (row.reason === 'SUPPRESSED') totals.blocked++
    else totals.invalid++
    const count = (totals.reasons[row.reason] ?? 0) + 1
    totals.reasons[row.reason] = count
    addExample(totals, row, row.reason, count)
    return
  }
  totals.valid++
  if (row.country === null) totals.hashed++
  totals.parts += row.parts
  totals.credits += row.price
  if (row.parts > totals.maxPartsPerRecipient) totals.maxPartsPerRecipient = row.parts
  // Whose digits are hidden is priced as a Kenyan, see the price list.
  const name = row.country ?? HASHED_COUNTRY
  totals.countries[name] ??= { recipients: 0, parts: 0, credits: 0 }
  addTo(totals.countries[name], row)
  addTo(routeOf(totals.routes, name, row.price / row.parts), row)
  if (totals.dearest.length < DEAREST || row.price > (totals.dearest.at(-1)?.credits ?? 0))
    addDearest(totals, row)
}

function addTo(sum: { recipients: number; parts: number; credits: number }, row: PlannedRow): void {
  sum.recipients++
  sum.parts += row.parts
  sum.credits += row.price
}

function routeOf(routes: Map<string, Route>, country: string, perPart: number): Route {
  const key = `${country} ${perPart}`
  const known = routes.get(key)
  if (known) return known
  const route = { country, perPart, recipients: 0, parts: 0, credits: 0 }
  routes.set(key, route)
  return route
}

/** Counts a row that becomes no recipient. */
export function skipRow(totals: PlanTotals, entry: SourceRow, reason: SkipReason): void {
  addExample(totals, entry, reason, reason === 'DUPLICATE' ? ++totals.duplicates : ++totals.excluded)
}

function addExample(
  totals: PlanTotals,
  entry: { rowNo: number; raw: string },
  reason: LeftOutReason | SkipReason,
  count: number,
): void {
  if (count <= EXAMPLES) totals.examples.push({ rowNo: entry.rowNo, raw: shown(entry.raw), reason })
}

function addDearest(totals: PlanTotals, row: PlannedRow): void {
  const entry = { rowNo: row.rowNo, msisdn: row.msisdn, parts: row.parts, credits: row.price }
  totals.dearest = [...totals.dearest, entry].toSorted((a, b) => b.credits - a.credits).slice(0, DEAREST)
}
