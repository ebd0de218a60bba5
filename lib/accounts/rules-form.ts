/** One field of the account form, made from a provider's own schema so that no screen knows a provider by name. */
export type FormField = {
  name: string
  kind: 'text' | 'area' | 'integer' | 'number' | 'switch' | 'choice' | 'list'
  title: string | null
  help: string | null
  /** No document of the provider says it: the default is a guess. */
  assumed: boolean
  unit: string | null
  /** Between what a number has to be; null where only one end is known, or none. */
  range: { min: number; max: number } | null
  required: boolean
  options: readonly string[]
  /** What holds when nothing is typed, as it is typed. */
  standard: string
  /** Entries of a list are numbers. */
  numbers: boolean
}

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a JSON Schema (draft 2020-12, as `z.toJSONSchema` writes it), with their words in a language. */
export function formFields(schema: Json, language: string): FormField[] {
  const required = Array.isArray(schema.required) ? schema.required : []
  const properties = isObject(schema.properties) ? schema.properties : {}
  return Object.entries(properties).flatMap(([name, value]) =>
    isObject(value) ? [toField(name, value, { language, required: required.includes(name) })] : [],
  )
}

function toField(
  name: string,
  field: Json,
  { language, required }: { language: string; required: boolean },
): FormField {
  const own = isObject(field[language]) ? field[language] : field
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const items = isObject(field.items) ? field.items : {}
  return {
    name,
    kind: kindOf(field),
    title: text(own.title) ?? text(field.title),
    help: text(own.description) ?? text(field.description),
    assumed: field.assumed === true,
    unit: text(field.unit),
    range: rangeOf(typeOf(field)),
    required: required && field.default === undefined,
    options: choicesOf(field),
    standard: typed(field.default),
    numbers: items.type === 'integer' || items.type === 'number',
  }
}

function kindOf(field: Json): FormField['kind'] {
  if (choicesOf(field).length > 0) return 'choice'
  const { type } = typeOf(field)
  if (type === 'boolean') return 'switch'
  if (type === 'integer' || type === 'number') return type
  if (type === 'array') return 'list'
  return typeof field.maxLength === 'number' && field.maxLength > 1000 ? 'area' : 'text'
}

/** Where a field may also be null, what it is otherwise. */
function typeOf(field: Json): Json {
  const others = Array.isArray(field.anyOf) ? field.anyOf.filter(isObject) : []
  return others.find((one) => one.type !== 'null') ?? field
}

function choicesOf(field: Json): string[] {
  if (Array.isArray(field.enum)) return field.enum.map(String)
  const others = Array.isArray(field.anyOf) ? field.anyOf.filter(isObject) : []
  return others.length > 0 && others.every((one) => one.const !== undefined)
    ? others.map((one) => String(one.const))
    : []
}

/** A whole number that may be any carries the ends of what JavaScript can count, which say nothing to a person. */
function rangeOf({ minimum: min, maximum: max }: Json): FormField['range'] {
  if (typeof min !== 'number' || typeof max !== 'number') return null
  return max < Number.MAX_SAFE_INTEGER ? { min, max } : null
}

/** A value as it stands in a form. */
export function typed(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(String).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What was typed, as the schema wants it; undefined where nothing was. A number that is none stays text and is refused. */
export function fromTyped(field: Pick<FormField, 'kind' | 'numbers'>, text: string): unknown {
  const trimmed = text.trim()
  if (field.kind === 'switch') return trimmed === 'true'
  if (field.kind === 'list') {
    const entries = trimmed.split(field.numbers ? /[\s,;]+/ : /\r?\n/).filter((entry) => entry.trim() !== '')
    return field.numbers ? entries.map(toNumber) : entries.map((entry) => entry.trim())
  }
  if (trimmed === '') return undefined
  return field.kind === 'integer' || field.kind === 'number' ? toNumber(trimmed) : trimmed
}

const toNumber = (text: string): number | string => (Number.isNaN(Number(text)) ? text : Number(text))
