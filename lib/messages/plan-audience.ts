import type { PriceList } from '#lib/accounts/rules.ts'
import type { Capabilities } from '#lib/providers/provider.ts'
import { NumberSet } from '#lib/shared/number-set.ts'
import { countParts } from '#lib/sms/parts.ts'
import { parsePhone } from '#lib/sms/phone.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { render, type Template } from '#lib/sms/placeholders.ts'
import { charge, stateNumber } from './rules.ts'

/** One entry of the audience as it came in: the user's own row number, the number as typed, the row's own values. */
export type SourceRow = { rowNo: number; raw: string; variables: Record<string, string> | null }

/** One recipient as it will be stored: to be sent (`queued`), or left out with the reason. Price in thousandths. */
export type PlannedRow = {
  rowNo: number
  /** As it was written; shown where the row is left out. */
  raw: string
  msisdn: string
  country: string | null
  state: number
  charge: number
  reason: string | null
  parts: number
  price: number
  variables: Record<string, string> | null
}

/** Answers which of these people must not be texted. Asked in batches; the answer is in the same order. */
export type SuppressionCheck = (keys: string[]) => Promise<boolean[]>

export type PlanRules = {
  template: Template
  variables: Record<string, string>
  defaultCountry: string
  prices: PriceList
  capabilities: Capabilities
  keepLandlines: boolean
  maxParts: number
  isSuppressed: SuppressionCheck
}

export type LeftOutReason =
  | 'INVALID_NUMBER'
  | 'SPREADSHEET_NUMBER'
  | 'LANDLINE'
  | 'COUNTRY_NOT_SERVED'
  | 'HASH_NOT_SERVED'
  | 'NO_PRICE'
  | 'MISSING_VARIABLE'
  | 'TEXT_TOO_LONG'
  | 'TEXT_NOT_SUPPORTED'
  | 'SUPPRESSED'

/** What a plan comes to. Credits in thousandths; `reasons` counts the left out, suppressed included. */
export type PlanTotals = {
  total: number
  valid: number
  invalid: number
  duplicates: number
  blocked: number
  parts: number
  credits: number
  encoding: 'gsm' | 'ucs2'
  maxPartsPerRecipient: number
  reasons: Partial<Record<LeftOutReason, number>>
  countries: Record<string, { recipients: number; parts: number; credits: number }>
  /** The first country that no price covers. */
  unpricedCountry: string | null
  /** The first rows that were left out, by the row number of the user's own source. */
  examples: { rowNo: number; raw: string; reason: LeftOutReason | 'DUPLICATE' }[]
}

const EXAMPLES = 50
const MAX_SHOWN = 64

/**
 * Turns an audience into rows that can be sent, priced, or that say why they are left out. Preview, plan and bill are
 * this one function: a preview passes a sink that stores nothing. Duplicates become no row; they are counted.
 */
export async function planAudience(
  rules: PlanRules,
  source: AsyncIterable<SourceRow[]> | Iterable<SourceRow[]>,
  sink: (rows: PlannedRow[]) => Promise<void> | void,
): Promise<PlanTotals> {
  const planner = new AudiencePlanner(rules)
  for await (const batch of source) {
    const rows = await planner.plan(batch)
    if (rows.length > 0) await sink(rows)
  }
  return planner.totals
}

class AudiencePlanner {
  readonly totals: PlanTotals = {
    total: 0,
    valid: 0,
    invalid: 0,
    duplicates: 0,
    blocked: 0,
    parts: 0,
    credits: 0,
    encoding: 'gsm',
    maxPartsPerRecipient: 0,
    reasons: {},
    countries: {},
    unpricedCountry: null,
    examples: [],
  }
  private readonly seen = new NumberSet()
  /** Null until a hash is met; then the hashes of everybody who may turn up in both forms. */
  private seenHashes: Set<string> | null = null
  private readonly rules: PlanRules
  private readonly sameForAll: Counted | null

  constructor(rules: PlanRules) {
    this.rules = rules
    // Without placeholders every recipient gets the same text: counted once, not two million times.
    this.sameForAll = rules.template.placeholders.length === 0 ? this.count(null) : null
    this.totals.encoding = countParts(render(rules.template, rules.variables).text).encoding
  }

  async plan(batch: SourceRow[]): Promise<PlannedRow[]> {
    const rows: PlannedRow[] = []
    for (const entry of batch) {
      this.totals.total++
      const row = this.planOne(entry)
      if (row) rows.push(row)
      else this.leave(entry, 'DUPLICATE')
    }
    await this.block(rows)
    for (const row of rows) this.add(row)
    return rows
  }

  private planOne(entry: SourceRow): PlannedRow | null {
    const phone = parsePhone(entry.raw, this.rules.defaultCountry)
    if (phone.kind === 'refused')
      return leftOut(entry, phone.reason === 'SPREADSHEET_NUMBER' ? 'SPREADSHEET_NUMBER' : 'INVALID_NUMBER')
    const msisdn = phone.kind === 'hash' ? phone.hash : phone.msisdn
    if (this.isDuplicate(msisdn)) return null
    const country = phone.kind === 'hash' ? null : phone.country
    if (phone.kind === 'landline' && !this.rules.keepLandlines)
      return leftOut(entry, 'LANDLINE', msisdn, country)
    const { capabilities } = this.rules
    if (phone.kind === 'hash' && !capabilities.hashedNumbers) return leftOut(entry, 'HASH_NOT_SERVED', msisdn)
    if (country && capabilities.refusedCountries.includes(country))
      return leftOut(entry, 'COUNTRY_NOT_SERVED', msisdn, country)
    const perPart = this.rules.prices(msisdn)
    if (perPart === null) {
      this.totals.unpricedCountry ??= country
      return leftOut(entry, 'NO_PRICE', msisdn, country)
    }
    const counted = this.sameForAll ?? this.count(entry.variables)
    if (counted.refused) return leftOut(entry, counted.refused, msisdn, country)
    return {
      rowNo: entry.rowNo,
      raw: entry.raw,
      msisdn,
      country,
      state: stateNumber('queued'),
      charge: charge.held,
      reason: null,
      parts: counted.parts,
      price: counted.parts * perPart,
      variables: this.sameForAll ? null : entry.variables,
    }
  }

  private count(own: Record<string, string> | null): Counted {
    const { template, variables, capabilities, maxParts } = this.rules
    const { text, missing } = render(template, own ? { ...variables, ...own } : variables)
    if (missing.length > 0) return { parts: 0, refused: 'MISSING_VARIABLE' }
    const { parts, encoding } = countParts(text)
    const { characters, parts: partLimit } = capabilities.textLimit
    if (
      parts > Math.min(maxParts, partLimit ?? maxParts) ||
      (characters !== null && text.length > characters)
    )
      return { parts, refused: 'TEXT_TOO_LONG' }
    if (encoding === 'ucs2' && capabilities.encoding === 'gsm')
      return { parts, refused: 'TEXT_NOT_SUPPORTED' }
    if (encoding === 'ucs2') this.totals.encoding = 'ucs2'
    return { parts, refused: null }
  }

  private isDuplicate(msisdn: string): boolean {
    if (msisdn.length === 64) return !addTo(this.hashes(), msisdn)
    if (!this.seen.add(Number(msisdn))) return true
    return this.seenHashes !== null && isHashable(msisdn) && !addTo(this.seenHashes, suppressionKey(msisdn))
  }

  /** One person has both forms, so from the first hash on the plain numbers are known by their hashes as well. */
  private hashes(): Set<string> {
    if (this.seenHashes) return this.seenHashes
    this.seenHashes = new Set()
    for (const number of this.seen.values())
      if (isHashable(String(number))) this.seenHashes.add(suppressionKey(String(number)))
    return this.seenHashes
  }

  private async block(rows: PlannedRow[]): Promise<void> {
    const queued = rows.filter((row) => row.reason === null)
    const stopped = await this.rules.isSuppressed(queued.map((row) => row.msisdn))
    for (const [i, row] of queued.entries()) {
      if (!stopped[i]) continue
      Object.assign(row, {
        state: stateNumber('blocked'),
        charge: charge.none,
        reason: 'SUPPRESSED',
        parts: 0,
        price: 0,
      })
    }
  }

  private add(row: PlannedRow): void {
    const { totals } = this
    if (row.reason !== null) {
      this.leave(row, row.reason as LeftOutReason)
      return
    }
    totals.valid++
    totals.parts += row.parts
    totals.credits += row.price
    totals.maxPartsPerRecipient = Math.max(totals.maxPartsPerRecipient, row.parts)
    const name = row.country ?? 'KE'
    totals.countries[name] ??= { recipients: 0, parts: 0, credits: 0 }
    const country = totals.countries[name]
    country.recipients++
    country.parts += row.parts
    country.credits += row.price
  }

  private leave(entry: { rowNo: number; raw: string }, reason: LeftOutReason | 'DUPLICATE'): void {
    const { totals } = this
    if (reason === 'DUPLICATE') totals.duplicates++
    else {
      if (reason === 'SUPPRESSED') totals.blocked++
      else totals.invalid++
      totals.reasons[reason] = (totals.reasons[reason] ?? 0) + 1
    }
    if (totals.examples.length < EXAMPLES)
      totals.examples.push({ rowNo: entry.rowNo, raw: entry.raw.slice(0, MAX_SHOWN), reason })
  }
}

/** Only Kenyan gateways hash numbers, so only these can turn up in the other form. */
const isHashable = (msisdn: string): boolean => msisdn.startsWith('254')

const addTo = (set: Set<string>, value: string): boolean => {
  if (set.has(value)) return false
  set.add(value)
  return true
}

type Counted = { parts: number; refused: LeftOutReason | null }

function leftOut(
  entry: SourceRow,
  reason: LeftOutReason,
  msisdn = entry.raw.slice(0, MAX_SHOWN),
  country: string | null = null,
): PlannedRow {
  return {
    rowNo: entry.rowNo,
    raw: entry.raw,
    // NUL cannot be stored; what was typed is kept otherwise, so that people recognise their own row.
    msisdn: msisdn.replaceAll('\0', '').toWellFormed(),
    country,
    state: stateNumber('rejected'),
    charge: charge.none,
    reason,
    parts: 0,
    price: 0,
    variables: null,
  }
}
