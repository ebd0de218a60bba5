import { instantAfterGap, instantsAt } from './wall-time.ts'

/** The instant at which a day such as `2026-11-21` begins in a zone (IANA name); null for what is no day. */
export function dayBegins(day: string, timeZone: string): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  if (!year || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return null
  const wall = { year: Number(year), month: Number(month), day: Number(date), hour: 0, minute: 0 }
  // Some zones put their clocks forward at midnight: then the day begins at one.
  return instantsAt(wall, timeZone)[0] ?? instantAfterGap(wall, timeZone)
}

/** The day after a day such as `2026-11-21`; what is no day stays as it is. */
export function dayAfter(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) ? day : new Date(time + 86_400_000).toISOString().slice(0, 10)
}
