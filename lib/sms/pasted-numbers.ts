/** Splits what a person pastes into a box for phone numbers into entries. Whether an entry is a number is not asked. */

/** One entry as it was written, without spaces at its ends, and the line it stands on, from 1. */
export type PastedEntry = { raw: string; line: number }

/** Commas, semicolons, bars and tabs end an entry, but not the comma of `2,54712E+11`, which is one spoilt number. */
const FIELD = /(?:,(?!(?<=(?:^|[\s,;|])\d,)\d+e[+-]?\d)|[;|\t،؛、，；])/i
const LINE = /\r\n|[\n\r\u2028\u2029]/g
const BEFORE_PLUS = /\s(?=[+＋]\s*\p{Nd})/u
const DIGIT = /\p{Nd}/gu
const HASH = /^[0-9a-f]{64}$/i
const NUMBER = /^[+＋]?[\p{Nd}().-]+$/u

/** Fewer digits than these may be one group of a number; a number written without spaces has more. */
const WHOLE_NUMBER = 8
const ENOUGH_BEFORE_PLUS = 7

/**
 * Entries in their order. Line breaks, commas, semicolons, bars and tabs separate. Spaces and slashes separate only
 * where nothing else can be meant: between numbers that are each complete, and before a `+`. So `+254 712 345 678` is
 * one entry, `0712345678 0722345678` are two, and `Amina 0712345678` is one.
 */
export function* splitPasted(text: string): Generator<PastedEntry> {
  let line = 0
  for (const content of linesOf(text)) {
    line++
    for (const field of content.split(FIELD)) for (const raw of entriesOf(field.trim())) yield { raw, line }
  }
}

function* linesOf(text: string): Generator<string> {
  let from = 0
  for (const separator of text.matchAll(LINE)) {
    yield text.slice(from, separator.index)
    from = separator.index + separator[0].length
  }
  yield text.slice(from)
}

function entriesOf(field: string): string[] {
  if (field === '') return []
  if (!/[\s/]/.test(field)) return [field]
  return splitBeforePlus(field).flatMap((piece) => {
    const tokens = piece.split(/[\s/]+/)
    return tokens.every(isWholeNumber) ? tokens : [piece]
  })
}

/** A plus begins a number; what stands before it is a number of its own if it has the digits of one. */
function splitBeforePlus(field: string): string[] {
  const pieces: string[] = []
  for (const piece of field.split(BEFORE_PLUS)) {
    const last = pieces.at(-1)
    if (last === undefined || digitsIn(last) >= ENOUGH_BEFORE_PLUS) pieces.push(piece)
    else pieces[pieces.length - 1] = `${last} ${piece}`
  }
  return pieces.map((piece) => piece.trim())
}

const isWholeNumber = (token: string): boolean =>
  HASH.test(token) || (NUMBER.test(token) && digitsIn(token) >= WHOLE_NUMBER)

const digitsIn = (text: string): number => text.match(DIGIT)?.length ?? 0
