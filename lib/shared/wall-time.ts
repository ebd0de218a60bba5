/** What a clock on a wall shows. `month` from 1, `hour` from 0. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number }

const DAY_MS = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  formats.set(timeZone, made)
  return made
}

/** What the clocks of a zone (IANA name) show at an instant. Throws RangeError for a zone that does not exist. */
export function wallTimeAt(instant: Date, timeZone: string): WallTime {
  const parts = formatOf(timeZone).formatToParts(instant)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') }
}

/** How far the clocks of a zone are ahead of UTC at an instant, in minutes. */
export const offsetMinutes = (instant: Date, timeZone: string): number =>
  Math.round(
    (asUtc(wallTimeAt(instant, timeZone)) - Math.floor(instant.getTime() / 60_000) * 60_000) / 60_000,
  )

/**
 * The instants at which the clocks of a zone show this, earliest first: one as a rule, none where they are put forward
 * past it, two where they are put back over it.
 */
export function instantsAt(wall: WallTime, timeZone: string): Date[] {
  const utc = asUtc(wall)
  // A zone changes its clocks at most once within a day, so what holds a day before and a day after is all there is.
  const times = [-DAY_MS, DAY_MS].map((away) => utc - offsetMinutes(new Date(utc + away), timeZone) * 60_000)
  return [...new Set(times)]
    .sort((a, b) => a - b)
    .map((time) => new Date(time))
    .filter((instant) => asUtc(wallTimeAt(instant, timeZone)) === utc)
}

/**
 * The instant that stands for a time which the clocks leave out: as many minutes after the change as it would have been
 * (RFC 5545, section 3.3.5). 02:30 of a night in which 02:00 becomes 03:00 is 03:30.
 */
export function instantAfterGap(wall: WallTime, timeZone: string): Date {
  const utc = asUtc(wall)
  return new Date(utc - offsetMinutes(new Date(utc - DAY_MS), timeZone) * 60_000)
}

const asUtc = ({ year, month, day, hour, minute }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute)

/** Whether this machine knows the clocks of a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}
