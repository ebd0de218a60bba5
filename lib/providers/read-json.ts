/**
 * Reads what a stranger calls JSON. Answers undefined, which JSON cannot say, when it is none or when it nests deeper
 * than `maxDepth`; size is the caller's matter (the transport's `maxBodyBytes`, the route's limit). Whole numbers
 * that a JavaScript number would change come back as their digits, for providers that write long ids as numbers.
 *
 * @example readJson('{"id": 12345678901234567890}') // { id: '12345678901234567890' }
 */
export const readJson = (text: string, maxDepth = 32): unknown => {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (nestsDeeper(json, maxDepth)) return undefined
  try {
    return JSON.parse(json, /\d{16}/.test(json) ? keepDigits : undefined)
  } catch {
    return undefined
  }
}

/** The third argument, the number as it was written, is newer than TypeScript's description of reviver functions. */
const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value

const QUOTE = 0x22
const BACKSLASH = 0x5c
const LETTER_CASE = 0x20

const nestsDeeper = (json: string, maxDepth: number): boolean => {
  let depth = 0
  let inText = false
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) inText = !inText
    else if (inText) {
      if (code === BACKSLASH) at += 1
    } else if ((code | LETTER_CASE) === 0x7b) {
      // { and [ differ in one bit, as do } and ].
      depth += 1
      if (depth > maxDepth) return true
    } else if ((code | LETTER_CASE) === 0x7d) depth -= 1
  }
  return false
}
