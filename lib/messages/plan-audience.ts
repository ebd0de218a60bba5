import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PriceList } from '#lib/accounts/rules.ts'
import type { Capabilities } from '#lib/providers/provider.ts'
import {
  addToTally,
  adviseOnCost,
  type CostAdvice,
  type CostTally,
  startTally,
} from '#lib/sms/cost-advice.ts'
import { type CuttingRule, countParts, type PartCount } from '#lib/sms/parts.ts'
import { PeopleSet } from '#lib/sms/people-set.ts'
import { parsePhone } from '#lib/sms/phone.ts'
import { holdsPlaceholder, render, type Template } from '#lib/sms/placeholders.ts'
import type { LocalWindow } from '#lib/sms/send-window.ts'
import { block, leftOut, type PlannedRow, type SourceRow } from './plan-row.ts'
import { addRow, noTotals, type PlanTotals, type SkipReason, skipRow } from './plan-totals.ts'
import { charge, stateNumber, textLimits } from './rules.ts'
import type { LeftOutReason } from './rules-recipients.ts'

export type PlanRules = {
  template: Template
  /** Values for everybody; a row's own come before them. */
  variables: Record<string, string>
  defaultCountry: string
  prices: PriceList
  capabilities: Capabilities
  keepLandlines: boolean
  /** ISO codes of the only countries that may be sent to; empty: all. */
  countries: readonly string[]
  cutting: CuttingRule
  /** When something may leave to a country, null for at any time; see `windowFinder`. */
  windowIn: (country: string | null) => LocalWindow | null
  /** Answers which of these people must not be texted, in their order. Asked batch by batch. */
  isSuppressed: (msisdns: string[]) => Promise<boolean[]>
  /** People of other messages or groups who are to be left out; null when nobody is. */
  isExcluded: ((msisdn: string) => boolean) | null
}

/** `advice` is what personalisation costs; null where everybody gets the same text. */
export type AudiencePlan = PlanTotals & { advice: CostAdvice | null }

/**
 * Turns an audience into rows that can be sent, priced, or that say why they are left out. Preview, plan and bill are
 * this one function: a preview passes a sink that stores nothing. Duplicates become no row; they are counted.
 */
export async function planAudience(
  rules: PlanRules,
  source: AsyncIterable<SourceRow[]> | Iterable<SourceRow[]>,
  sink: (rows: PlannedRow[]) => Promise<void> | void,
): Promise<AudiencePlan> {
  const planner = new AudiencePlanner(rules)
  for await (const batch of source) {
    const rows = await planner.plan(batch)
    if (rows.length > 0) await sink(rows)
    // A long list would otherwise keep everybody else in this process waiting until its end.
    await nextTurn()
  }
  return planner.result()
}

/** Plans an audience batch by batch; `planAudience` is all that most need. */
export class AudiencePlanner {
  private readonly totals = noTotals()
  private readonly seen = new PeopleSet()
  private readonly rules: PlanRules
  /** Without placeholders every recipient gets the same text: counted once, not two million times. */
  private readonly sameForAll: Counted | null
  private readonly tally: CostTally | null
  private readonly toTally: { row: PlannedRow; count: PartCount; perPart: number }[] = []

  constructor(rules: PlanRules) {
    this.rules = rules
    const personal = rules.template.placeholders.length > 0
    this.sameForAll = personal ? null : this.count(null)
    this.tally = personal ? startTally(rules.template, { rule: rules.cutting }) : null
    this.totals.encoding = countParts(render(rules.template, rules.variables).text).encoding
  }

  result(): AudiencePlan {
    const advice = this.tally && this.tally.recipients > 0 ? adviseOnCost(this.tally) : null
    return { ...this.totals, advice }
  }

  /** `onSkip` is told of entries that become no row. */
  async plan(
    batch: SourceRow[],
    onSkip?: (entry: SourceRow, reason: SkipReason) => void,
  ): Promise<PlannedRow[]> {
    const rows: PlannedRow[] = []
    for (const entry of batch) {
      this.totals.total++
      const row = this.planOne(entry)
      if (typeof row !== 'string') rows.push(row)
      else {
        skipRow(this.totals, entry, row)
        onSkip?.(entry, row)
      }
    }
    const queued = rows.filter((row) => row.reason === null)
    const stopped = await this.rules.isSuppressed(queued.map((row) => row.msisdn))
    for (const [i, row] of queued.entries()) if (stopped[i]) block(row)
    for (const row of rows) addRow(this.totals, row)
    this.addToAdvice()
    return rows
  }

  /** Only now is it known who of the batch is really sent to. */
  private addToAdvice(): void {
    const { tally } = this
    if (!tally) return
    for (const { row, count, perPart } of this.toTally)
      if (row.reason === null) addToTally(tally, count, this.valuesOf(row.variables), perPart)
    this.toTally.length = 0
  }

  private planOne(entry: SourceRow): PlannedRow | SkipReason {
    const phone = parsePhone(entry.raw, this.rules.defaultCountry)
    if (phone.kind === 'refused')
      return leftOut(entry, phone.reason === 'SPREADSHEET_NUMBER' ? 'SPREADSHEET_NUMBER' : 'INVALID_NUMBER')
    const msisdn = phone.kind === 'hash' ? phone.hash : phone.msisdn
    if (!this.seen.add(msisdn)) return 'DUPLICATE'
    if (this.rules.isExcluded?.(msisdn)) return 'EXCLUDED'
    const country = phone.kind === 'hash' ? null : phone.country
    const unserved = this.unserved(phone.kind, country)
    if (unserved) return leftOut(entry, unserved, msisdn, country)
    const perPart = this.rules.prices(msisdn)
    if (perPart === null) {
      this.totals.unpricedCountry ??= country
      return leftOut(entry, 'NO_PRICE', msisdn, country)
    }
    const counted = this.sameForAll ?? this.count(entry.variables)
    if (counted.refused) return leftOut(entry, counted.refused, msisdn, country)
    const { parts } = counted.count
    const row: PlannedRow = {
      rowNo: entry.rowNo,
      raw: entry.raw,
      msisdn,
      country,
      state: stateNumber('queued'),
      charge: charge.held,
      reason: null,
      parts,
      price: parts * perPart,
      variables: this.sameForAll ? null : entry.variables,
      window: this.rules.windowIn(country),
    }
    if (this.tally) this.toTally.push({ row, count: counted.count, perPart })
    return row
  }

  private unserved(kind: 'mobile' | 'landline' | 'hash', country: string | null): LeftOutReason | null {
    const { capabilities, keepLandlines, countries } = this.rules
    if (kind === 'landline' && !keepLandlines) return 'LANDLINE'
    if (kind === 'hash' && !capabilities.hashedNumbers) return 'HASH_NOT_SERVED'
    const served = country ?? COUNTRY_OF_HASHES
    if (countries.length > 0 && !countries.includes(served)) return 'COUNTRY_NOT_ALLOWED'
    return country && capabilities.refusedCountries.includes(country) ? 'COUNTRY_NOT_SERVED' : null
  }

  private valuesOf(own: Record<string, string> | null): Record<string, string> {
    return own ? { ...this.rules.variables, ...own } : this.rules.variables
  }

  private count(own: Record<string, string> | null): Counted {
    const { template, cutting } = this.rules
    const { text, missing } = render(template, this.valuesOf(own))
    const count = countParts(text, { rule: cutting })
    const refused = missing.length > 0 ? 'MISSING_VARIABLE' : this.unsendable(text, count)
    if (!refused && count.encoding === 'ucs2') this.totals.encoding = 'ucs2'
    return { count, refused }
  }

  private unsendable(text: string, { parts, encoding }: PartCount): LeftOutReason | null {
    const { capabilities } = this.rules
    const limits = textLimits(capabilities)
    if (parts > limits.parts || (limits.characters !== null && text.length > limits.characters)) {
      return 'TEXT_TOO_LONG'
    }
    if (encoding === 'ucs2' && capabilities.encoding === 'gsm') return 'TEXT_NOT_SUPPORTED'
    return capabilities.fillsPlaceholders && holdsPlaceholder(text) ? 'TEXT_HAS_PLACEHOLDER' : null
  }
}

type Counted = { count: PartCount; refused: LeftOutReason | null }

/** Only Kenyan gateways hash numbers: whose a hash is cannot be seen. */
const COUNTRY_OF_HASHES = 'KE'
