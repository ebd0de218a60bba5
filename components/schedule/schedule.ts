import { instantAfterGap, instantsAt, type WallTime, wallTimeAt } from '#lib/shared/wall-time.ts'

/** When a message is to leave, as it was chosen: a time on the wall of a place, which need not be an instant. */
export type Schedule = {
  later: boolean
  /** `2026-11-21`; null until something was chosen. */
  day: string | null
  hour: number
  minute: number
  /** IANA name; null is the reader's own. */
  zone: string | null
  /** Of a time that comes twice, the second one is meant. */
  second: boolean
}

export const sendNow: Schedule = { later: false, day: null, hour: 9, minute: 0, zone: null, second: false }

const fiveMinutes = Array.from({ length: 12 }, (_, i) => i * 5)

/** The minutes to choose from; one between the steps, as a program may have named it, can be kept. */
export const minutesAround = (minute: number): number[] =>
  [...new Set([...fiveMinutes, minute])].toSorted((a, b) => a - b)

export type LeavingTime =
  | { kind: 'now' }
  | { kind: 'past'; at: Date }
  /** The clocks leave the chosen time out; `at` is the next one that there is. */
  | { kind: 'skipped'; at: Date }
  /** `twice`: both instants of a time that comes twice. */
  | { kind: 'at'; at: Date; twice: readonly [Date, Date] | null }

/** Whether it is a time at which something can leave. */
export const isPossible = ({ kind }: LeavingTime): boolean => kind === 'now' || kind === 'at'

/** What the choice means. `now` is the server's. */
export function leavingTime(schedule: Schedule, ownZone: string, now: Date): LeavingTime {
  if (!schedule.later || schedule.day === null) return { kind: 'now' }
  const zone = schedule.zone ?? ownZone
  const wall = { ...readDay(schedule.day), hour: schedule.hour, minute: schedule.minute }
  const [first, second] = instantsAt(wall, zone)
  const at = (schedule.second ? second : first) ?? first ?? instantAfterGap(wall, zone)
  if (at <= now) return { kind: 'past', at }
  if (!first) return { kind: 'skipped', at }
  return { kind: 'at', at, twice: second ? [first, second] : null }
}

/** The choice that means an instant, on the clocks of the zone. */
export function scheduleAt(at: Date, zone: string, ownZone: string): Schedule {
  const wall = wallTimeAt(at, zone)
  const [first] = instantsAt(wall, zone)
  return {
    later: true,
    day: writeDay(wall),
    hour: wall.hour,
    minute: wall.minute,
    zone: zone === ownZone ? null : zone,
    second: first !== undefined && at.getTime() - first.getTime() >= 60_000,
  }
}

/** What is proposed when somebody first chooses "later": the next full hour that is at least half an hour away. */
export function proposeTime(schedule: Schedule, ownZone: string, now: Date): Schedule {
  const soon = new Date(now.getTime() + 90 * 60_000)
  const wall = wallTimeAt(soon, schedule.zone ?? ownZone)
  return { ...schedule, later: true, day: writeDay(wall), hour: wall.hour, minute: 0, second: false }
}

/** The days that can be chosen, from today in the zone, as `2026-11-21`. */
export function daysFrom(now: Date, zone: string, count: number): string[] {
  const { year, month, day } = wallTimeAt(now, zone)
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(year, month - 1, day + i)).toISOString().slice(0, 10),
  )
}

/** Noon of a day in UTC, for writing its name in any language. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

function readDay(day: string): Pick<WallTime, 'year' | 'month' | 'day'> {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, day: date }
}

const writeDay = ({ year, month, day }: WallTime): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
