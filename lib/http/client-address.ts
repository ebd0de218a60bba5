/**
 * The network address of the caller, or null. Next writes the connection's address here when nothing stands in front of
 * it; a reverse proxy appends what it saw, so the last entry is the one that somebody trustworthy wrote.
 */
export function clientAddress(headers: Headers): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  return last && last.length <= 45 ? last : null
}
