import { isGsm } from './gsm.ts'
import { type CutOptions, countParts, PART_LIMITS, type PartCount } from './parts.ts'
import { type Template, type Variables, valueOfPlaceholder } from './placeholders.ts'

/**
 * What personalisation costs, over a whole audience: who needs more parts than the text by itself, because of which
 * placeholder, and how much shorter the text would have to be. Fed row by row while an audience is planned; memory
 * does not grow with it.
 */

/** `encoding`: a value turns the text into UCS-2. `length`: the values are long. */
type CostReason = 'encoding' | 'length'

type CostCause = { name: string; reason: CostReason; recipients: number; extraParts: number }

/** Made by `startTally`, fed by `addToTally`, read by `adviseOnCost`; its inside is nobody else's. */
export type CostTally = {
  template: Template
  /** The text with nothing in its placeholders. */
  bare: PartCount
  recipients: number
  parts: number
  tipped: number
  extraParts: number
  causes: Map<string, CostCause>
  /** By the number of characters that are too many: how many recipients, and what one part of each costs together. */
  excess: { recipients: number; price: number }[]
}

export type CostAdvice = {
  recipients: number
  parts: number
  /** Parts of the text with nothing in its placeholders: what nobody can go below. */
  bareParts: number
  /** Recipients who need more parts than that, and how many more in all. */
  tipped: number
  extraParts: number
  /** Dearest first. */
  causes: CostCause[]
  /** The shortening worth proposing; null when none saves anything. */
  shorten: Shortening | null
}

/** Taking this many characters out of the fixed text saves each of these recipients a part. */
export type Shortening = { characters: number; recipients: number; saved: number }

/** Nobody shortens a text by more than about this. */
const MOST_TO_CUT = 40
/** A proposal is the fewest characters that bring this share of what `MOST_TO_CUT` would. */
const MOST_OF_IT = 0.9

export function startTally(template: Template, options?: CutOptions): CostTally {
  const bare = countParts(template.texts.join(''), options)
  return { template, bare, recipients: 0, parts: 0, tipped: 0, extraParts: 0, causes: new Map(), excess: [] }
}

/**
 * @param count the parts of this recipient's rendered text
 * @param price what one part costs this recipient, in any unit; savings are in the same
 */
export function addToTally(tally: CostTally, count: PartCount, variables: Variables, price = 1): void {
  tally.recipients++
  tally.parts += count.parts
  if (count.parts > 1) {
    const characters = tooMany(count)
    const excess = tally.excess[characters]
    if (excess) {
      excess.recipients++
      excess.price += price
    } else tally.excess[characters] = { recipients: 1, price }
  }
  const extraParts = count.parts - tally.bare.parts
  if (extraParts > 0) blame(tally, count, variables, extraParts)
}

export function adviseOnCost(tally: CostTally): CostAdvice {
  const { recipients, parts, bare, tipped, extraParts } = tally
  const causes = [...tally.causes.values()].sort((a, b) => b.extraParts - a.extraParts)
  return {
    recipients,
    parts,
    bareParts: bare.parts,
    tipped,
    extraParts,
    causes,
    shorten: bestShortening(tally),
  }
}

/** What taking some characters out of the fixed text saves. More than one part a recipient is not reckoned with. */
export function shortenBy(tally: CostTally, characters: number): Shortening {
  let recipients = 0
  let saved = 0
  for (const excess of tally.excess.slice(0, characters + 1)) {
    recipients += excess?.recipients ?? 0
    saved += excess?.price ?? 0
  }
  return { characters, recipients, saved }
}

function bestShortening(tally: CostTally): Shortening | null {
  const fixedLength = tally.template.texts.reduce((length, text) => length + text.length, 0)
  const most = shortenBy(tally, Math.min(MOST_TO_CUT, fixedLength))
  if (most.recipients === 0) return null
  for (let characters = 1; characters < most.characters; characters++) {
    const proposal = shortenBy(tally, characters)
    if (proposal.recipients > 0 && proposal.saved >= most.saved * MOST_OF_IT) return proposal
  }
  return most
}

/** Characters that must go for one part less, each of them one unit long: those of the last part, or, of two parts, those
 * beyond what a single one holds, which is more than a part of several does. */
function tooMany({ encoding, parts, units, perPart, remaining }: PartCount): number {
  return parts === 2 ? units - PART_LIMITS[encoding].single : perPart - remaining
}

function blame(tally: CostTally, count: PartCount, variables: Variables, extraParts: number): void {
  tally.tipped++
  tally.extraParts += extraParts
  const cause = findCause(tally, count, variables)
  if (!cause) return
  const key = `${cause.reason} ${cause.name}`
  const known = tally.causes.get(key)
  if (known) {
    known.recipients++
    known.extraParts += extraParts
  } else tally.causes.set(key, { ...cause, recipients: 1, extraParts })
}

/** The first value that is not GSM, if that is what makes the difference; else the longest. */
function findCause(
  tally: CostTally,
  count: PartCount,
  variables: Variables,
): Pick<CostCause, 'name' | 'reason'> | null {
  const newEncoding = count.encoding !== tally.bare.encoding
  let longest: { name: string; length: number } | null = null
  for (const placeholder of tally.template.placeholders) {
    const value = valueOfPlaceholder(placeholder, variables) ?? ''
    if (newEncoding && !isGsm(value)) return { name: placeholder.name, reason: 'encoding' }
    if (!longest || value.length > longest.length) longest = { name: placeholder.name, length: value.length }
  }
  return longest && { name: longest.name, reason: 'length' }
}
