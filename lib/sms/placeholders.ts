/**
 * `{{name}}` and `{{name|fallback}}` in a text. A template is parsed once and rendered once per recipient, two million
 * times if need be. Whatever is written between double braces is a placeholder, so that nobody is ever sent one: a
 * name without a value is reported instead. Braces without a partner are literal text.
 */

export type Placeholder = {
  /** Without the spaces around it; '' for `{{}}`. */
  name: string
  /** What stands for a missing or empty variable; null without one. */
  fallback: string | null
}

export type Template = {
  /** Literal texts, one more than placeholders: text, placeholder, text, … , text. */
  readonly texts: readonly string[]
  readonly placeholders: readonly Placeholder[]
}

/** Values by the placeholder's name, exactly as written. Anything but text and numbers counts as missing. */
export type Variables = Readonly<Record<string, unknown>>

export type Rendering = {
  text: string
  /** Names of placeholders without a value and without a fallback, each once; the text has nothing in their place. */
  missing: readonly string[]
}

const NOTHING_MISSING: readonly string[] = Object.freeze([])

/** Never throws: every text is a template. */
export function parseTemplate(text: string): Template {
  const source = cleanText(text)
  const texts: string[] = []
  const placeholders: Placeholder[] = []
  let literalFrom = 0
  let open = source.indexOf('{{')
  while (open >= 0) {
    const close = source.indexOf('}}', open + 2)
    if (close < 0) break
    // Of several opening braces the last ones before the closing ones count: `{{{name}}}` is `{`, name, `}`.
    const inner = source.lastIndexOf('{{', close - 2)
    texts.push(source.slice(literalFrom, inner))
    placeholders.push(parsePlaceholder(source.slice(inner + 2, close)))
    literalFrom = close + 2
    open = source.indexOf('{{', literalFrom)
  }
  texts.push(source.slice(literalFrom))
  return { texts, placeholders }
}

/**
 * The text for one recipient.
 *
 * @example render(parseTemplate('Hi {{name|there}}!'), {}) // { text: 'Hi there!', missing: [] }
 */
export function render(template: Template, variables: Variables): Rendering {
  const { texts, placeholders } = template
  let text = texts[0] ?? ''
  let missing = NOTHING_MISSING
  for (let i = 0; i < placeholders.length; i++) {
    const placeholder = placeholders[i] as Placeholder
    const value = valueOfPlaceholder(placeholder, variables)
    if (value !== null) text += value
    else if (!missing.includes(placeholder.name)) missing = [...missing, placeholder.name]
    text += texts[i + 1]
  }
  return { text, missing }
}

/** What stands in a placeholder's place: the variable if it shows anything, else the fallback, else null. */
export const valueOfPlaceholder = ({ name, fallback }: Placeholder, variables: Variables): string | null =>
  valueFor(variables[name]) ?? fallback

/** Names in order of first appearance, each once. */
export const placeholderNames = (template: Template): string[] => [
  ...new Set(template.placeholders.map(({ name }) => name)),
]

/** Names that every recipient needs a value for, because they stand somewhere without a fallback. */
export const requiredNames = (template: Template): string[] => [
  ...new Set(template.placeholders.filter(({ fallback }) => fallback === null).map(({ name }) => name)),
]

/** Whether a text that is ready to leave would be read as a template by whoever fills in placeholders. */
export function holdsPlaceholder(text: string): boolean {
  const open = text.indexOf('{{')
  return open >= 0 && text.includes('}}', open + 2)
}

/**
 * A text that a database and a provider can take: without NUL, and with a replacement character (U+FFFD) for each half
 * of a surrogate pair that stands alone.
 */
export function cleanText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}

function parsePlaceholder(content: string): Placeholder {
  const bar = content.indexOf('|')
  if (bar < 0) return { name: content.trim(), fallback: null }
  const fallback = content.slice(bar + 1).trim()
  // `{{name|}}` is a choice to leave the place empty.
  return { name: content.slice(0, bar).trim(), fallback }
}

/** Most values; everything else is looked at more closely. */
const PLAIN_VALUE = /^[!-~][ -~]*$/
/** A value that shows nothing is as good as none: a cell with spaces, a zero-width character from a web page. */
const SHOWS_SOMETHING = /[^\s\p{Cc}\p{Cf}]/u

/** Inherited properties (`constructor`, `__proto__`) are no values either: they are neither text nor numbers. */
function valueFor(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value !== 'string') return null
  if (PLAIN_VALUE.test(value)) return value
  return SHOWS_SOMETHING.test(value) ? cleanText(value) : null
}
