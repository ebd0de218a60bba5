/**
 * The names that an ICU message takes, sorted and without repeats:
 * `placeholdersOf('{count, plural, one {# of {total}} other {…}}')` is `['count', 'total']`.
 * Only what our catalogues use is understood: arguments, plural and select with nested messages, quoted braces.
 */
export function placeholdersOf(message: string): string[] {
  const names = new Set<string>()
  readText(message, 0, names)
  return [...names].sort()
}

/** Reads a message up to its end or the brace that closes it; gives the position of that brace. */
function readText(message: string, start: number, names: Set<string>): number {
  let at = start
  while (at < message.length && message[at] !== '}') {
    if (message[at] === "'" && /[{}]/.test(message[at + 1] ?? '')) {
      at = message.indexOf("'", at + 2)
      if (at === -1) throw new Error(`quote without end in: ${message}`)
    } else if (message[at] === '{') {
      at = readArgument(message, at + 1, names)
    }
    at++
  }
  return at
}

/** Reads `name}`, `name, number}` or `name, plural, one {…} other {…}}`; gives the position of the last brace. */
function readArgument(message: string, start: number, names: Set<string>): number {
  const head = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(message.slice(start))
  if (!head?.[1]) throw new Error(`placeholder without a name in: ${message}`)
  names.add(head[1])
  let at = start + head[0].length
  while (message[at] !== '}') {
    if (at >= message.length) throw new Error(`placeholder without end in: ${message}`)
    if (message[at] === '{') at = readText(message, at + 1, names)
    at++
  }
  return at
}
