import {
  type EncodingAdvice,
  type ForeignCharacter,
  findForeign,
  replaceWithGsm,
  shortenToSaveParts,
} from '#lib/sms/advice.ts'
import { withOptOutLine } from '#lib/sms/opt-out-line.ts'
import { type CuttingRule, countParts, PART_LIMITS, type PartCount } from '#lib/sms/parts.ts'
import {
  parseTemplate,
  placeholderNames,
  render,
  requiredNames,
  type Template,
  valueOfPlaceholder,
} from '#lib/sms/placeholders.ts'
import { changeSent, hasLooseBraces, tokensOf } from './text-tokens.ts'

/** What can be said of a text while it is written, without asking anybody. */
export type TextFacts = {
  isEmpty: boolean
  /** As a phone shows it, with the values filled in; a gap is a name that has no value yet. */
  shown: { piece: string; isGap: boolean }[]
  count: PartCount
  /** Of the whole text as it is sent, in UTF-16 code units. */
  length: number
  /** What as many parts as it has now could hold, in the unit of `count.units`. */
  room: number
  /** Each character that makes it Unicode, once; positions are those in the text as written. */
  foreign: ForeignCharacter[]
  /** What replacing all that can be replaced comes to; null when nothing can. */
  replaced: Pick<EncodingAdvice, 'replacedCount' | 'savedParts'> | null
  /** The fewest characters to take away for fewer parts, where that is few enough to be worth saying. */
  shorten: { characters: number; parts: number } | null
  names: string[]
  /** Names that have neither a value nor something that stands for it. */
  missing: string[]
  hasNameless: boolean
  hasLooseBraces: boolean
}

type Values = Record<string, string>

/** Nobody shortens a text by more than about this. */
const MOST_TO_CUT = 40

/** What an account does to every text that goes through it. */
type Account = { optOutLine: string; cutting: CuttingRule }
const plain: Account = { optOutLine: '', cutting: 'characters' }

export function textFacts(text: string, values: Values, account: Account = plain): TextFacts {
  const { optOutLine, cutting: rule } = account
  const template = parseTemplate(withOptOutLine(text, optOutLine))
  const { text: sent, missing } = render(template, values)
  const count = countParts(sent, { rule })
  const foreign = count.encoding === 'ucs2' ? foreignIn(text, values, template) : []
  const shorten = shortenToSaveParts(sent, { rule })
  const limits = PART_LIMITS[count.encoding]
  return {
    isEmpty: text.trim() === '',
    shown: shownPieces(template, values),
    count,
    length: sent.length,
    room: count.parts === 1 ? limits.single : count.parts * limits.multi,
    foreign,
    replaced: foreign.some(({ replacement }) => replacement !== null)
      ? replacedIn(text, values, account, count)
      : null,
    shorten: shorten && shorten.characters <= MOST_TO_CUT ? shorten : null,
    names: placeholderNames(template).filter((name) => name !== ''),
    missing: missing.filter((name) => name !== ''),
    hasNameless: requiredNames(template).includes(''),
    hasLooseBraces: hasLooseBraces(text),
  }
}

function shownPieces({ texts, placeholders }: Template, values: Values): TextFacts['shown'] {
  const pieces: TextFacts['shown'] = []
  let running = ''
  for (const [i, text] of texts.entries()) {
    running += text
    const placeholder = placeholders[i]
    if (!placeholder) continue
    const value = valueOfPlaceholder(placeholder, values)
    if (value === null) {
      pieces.push({ piece: running, isGap: false }, { piece: `{{${placeholder.name}}}`, isGap: true })
      running = ''
    } else running += value
  }
  return [...pieces, { piece: running, isGap: false }]
}

/** With more than these that nothing can stand for, it is another script: to point at all of it would point at nothing. */
const FEW = 5

export const isScript = ({ foreign }: TextFacts): boolean =>
  foreign.filter(({ replacement }) => replacement === null).length > FEW

/** Text and values with GSM characters in place of others; `only` limits it to some of them. */
export function replaceForeign(
  text: string,
  values: Values,
  only?: readonly string[],
): { text: string; values: Values } {
  const replace = (piece: string) => replaceWithGsm(piece, only)
  return {
    text: changeSent(text, replace),
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, replace(value)])),
  }
}

function replacedIn(text: string, values: Values, account: Account, count: PartCount): TextFacts['replaced'] {
  const better = replaceForeign(text, values)
  const template = parseTemplate(withOptOutLine(better.text, account.optOutLine))
  const replacedCount = countParts(render(template, better.values).text, { rule: account.cutting })
  return { replacedCount, savedParts: Math.max(0, count.parts - replacedCount.parts) }
}

/** Names of placeholders are not sent, so they are passed over; values that are sent have no place in the text. */
function foreignIn(text: string, values: Values, template: Template): ForeignCharacter[] {
  const found = new Map<string, ForeignCharacter>()
  const add = (piece: string, at: number | null) => {
    for (const one of findForeign(piece)) {
      const positions = at === null ? [] : one.positions.map((position) => position + at)
      const known = found.get(one.character)
      if (known) known.positions.push(...positions)
      else found.set(one.character, { ...one, positions })
    }
  }
  for (const token of tokensOf(text)) {
    const bar = token.kind === 'text' ? -1 : token.source.indexOf('|')
    if (token.kind === 'text') add(token.source, token.from)
    else if (bar >= 0 && !values[token.name]) add(token.source.slice(bar + 1, -2), token.from + bar + 1)
  }
  for (const name of placeholderNames(template)) add(values[name] ?? '', null)
  return [...found.values()]
}
