type Value = string | number | null | undefined

/**
 * An address with a query; what is not set is left out, and a list is given several times:
 * `withQuery('/messages', { show: 'sent', cursor: undefined })` is `/messages?show=sent`.
 */
export function withQuery<Path extends string>(
  path: Path,
  query: Record<string, Value | readonly string[]>,
): Path | `${Path}?${string}` {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const all: readonly Value[] = Array.isArray(value) ? value : [value as Value]
    for (const one of all) if (one !== null && one !== undefined && one !== '') params.append(name, `${one}`)
  }
  return params.size === 0 ? path : `${path}?${params.toString()}`
}
