/**
 * Remembers a choice of the person for a year, readable by the server at the next request; null forgets it.
 * Only for choices about the look: nothing secret, nothing that decides anything.
 */
export function rememberChoice(name: string, value: string | null): void {
  const life = value === null ? 0 : 31_536_000
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4.
  document.cookie = `${name}=${encodeURIComponent(value ?? '')}; path=/; max-age=${life}; samesite=lax`
}

/** What was remembered under a name, or null. */
export function readChoice(name: string): string | null {
  const found = document.cookie.split('; ').find((entry) => entry.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null
}
