import { z } from 'zod'

/** More are not named: whoever gets so many wrong has sent something else altogether. */
const MOST = 20

/**
 * Names that a caller sent and the schema does not know, as `scheduleTime` or `recipients[0].nmae`; at most twenty. Parsing
 * leaves such fields out without a word, which makes a misspelt one a message that leaves too early.
 */
export function unknownFields(schema: z.ZodType | undefined, value: unknown): string[] {
  const found: string[] = []
  if (schema) look(schema, value, '', found)
  return found
}

function look(schema: z.core.$ZodType, value: unknown, path: string, found: string[]): void {
  if (found.length >= MOST) return
  const plain = unwrap(schema)
  if (plain instanceof z.ZodObject && isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const field = `${path}${path && '.'}${name}`
      const known = Object.hasOwn(plain.shape, name) ? (plain.shape[name] as z.core.$ZodType) : undefined
      if (known) look(known, inner, field, found)
      else if (found.length < MOST) found.push(field)
    }
  } else if (plain instanceof z.ZodArray && Array.isArray(value)) {
    const element = unwrap(plain.element as z.core.$ZodType)
    if (!(element instanceof z.ZodObject)) return
    for (let i = 0; i < value.length && found.length < MOST; i++)
      look(element, value[i], `${path}[${i}]`, found)
  }
}

/** What stands inside `.optional()`, `.default()`, `.nullable()` and before `.transform()`. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrap(schema.unwrap() as z.core.$ZodType)
  return schema instanceof z.ZodPipe ? unwrap(schema.in as z.core.$ZodType) : schema
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
