import { instantAfterGap, instantsAt } from './wall-time.ts'

/** The instant at which a day such as `2026-11-21` begins in a zone (IANA name); null for what is no day. */
export function dayBegins(day: string, timeZone: string): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  // The 31st of February is read as the 3rd of March.
  if (!year || Number.isNaN(Date.parse(`${day}T00:00:00Z`)) || dayAfter(day, 0) !== day) return null
  const wall = { year: Number(year), month: Number(month), day: Number(date), hour: 0, minute: 0 }
  // Some zones put their clocks forward at midnight: then the day begins at one.
  return instantsAt(wall, timeZone)[0] ?? instantAfterGap(wall, timeZone)
}

/** The day that comes so many days after a day such as `2026-11-21`, the next one unless told; what is no day stays as it is. */
export function dayAfter(day: string, days = 1): string {
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) ? day : new Date(time + days * 86_400_000).toISOString().slice(0, 10)
}

/** The day on a calendar of a zone at an instant. */
export const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** The first day of the week (Monday) or month that a day belongs to; a day itself. */
export function periodOf(day: string, by: 'day' | 'week' | 'month'): string {
  if (by === 'month') return `${day.slice(0, 8)}01`
  if (by === 'day') return day
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return dayAfter(day, -((weekday + 6) % 7))
}
