/** The calendar day of an instant in a zone, as a count of days. */
function dayNumber(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  const {
    year = 0,
    month = 1,
    day = 1,
  } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(year, month - 1, day) / 86_400_000
}

/**
 * How many calendar days lie between now and an instant, in a zone: 0 is today, 1 tomorrow, -1 yesterday. Half an hour
 * can be a day apart, 23 hours can be the same day.
 */
export function calendarDaysFrom(now: Date, at: Date, timeZone: string): number {
  return dayNumber(at, timeZone) - dayNumber(now, timeZone)
}
