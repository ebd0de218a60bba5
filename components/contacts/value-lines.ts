/** A person's values as they are typed: a line for each, `city: Nairobi`. */
export const toLines = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')

/** Reads such lines; a line without a colon, or with nothing before it, is answered as wrong. */
export function fromLines(text: string): { values: Record<string, string>; wrong: string | null } {
  const values: Record<string, string> = {}
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const at = line.indexOf(':')
    const name = line.slice(0, at).trim()
    if (at < 0 || name === '') return { values, wrong: line.trim() }
    values[name] = line.slice(at + 1).trim()
  }
  return { values, wrong: null }
}

/** Tags as they are typed: with commas between them. */
export const tagsOf = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
