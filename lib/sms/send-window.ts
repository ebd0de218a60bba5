import { instantAfterGap, instantsAt, type WallTime, wallTimeAt } from '#lib/shared/wall-time.ts'

/**
 * The hours of the day in which a message may leave, by the recipient's clock. `market`: the hours that are customary
 * where the recipient is. `hours`: from and to as on a clock (`08:00`, to at most `24:00`), on days of the week, 1 is
 * Monday.
 */
export type SendWindow =
  | { kind: 'market' }
  | { kind: 'hours'; from: string; to: string; days: readonly number[] }

/**
 * The clocks of a country: one zone (IANA), and by how many minutes clocks elsewhere in the country are behind it or
 * ahead of it at most, at any time of the year. Both are 0 where all clocks show the same.
 */
export type CountryClock = { zone: string; behind: number; ahead: number }

/** A window on the clocks of one zone: minutes of the local day, and a bit per day of the week, Monday first. */
export type LocalWindow = { zone: string; from: number; to: number; days: number }

type Hours = { from: string; to: string }

/**
 * Kenya: Safaricom lets promotions through from 8 to 18; other guides name wider hours, so the narrowest stands here.
 * Thailand: marketing is forbidden from 21 to 9 (NBTC, as its operators and gateways tell it). Gathered from public
 * guides in 2026; not legal advice.
 */
const marketHours: Record<string, Hours> = {
  KE: { from: '08:00', to: '18:00' },
  TH: { from: '09:00', to: '21:00' },
}

/** Where no rule is known here: a courtesy, not a law. */
const courtesyHours: Hours = { from: '08:00', to: '20:00' }

const EVERY_DAY = 0b111_1111

/** The hours that a choice means in a country, as on its clocks. */
const hoursIn = (choice: SendWindow, country: string): Hours =>
  choice.kind === 'hours' ? choice : (marketHours[country] ?? courtesyHours)

/**
 * The window of a country on the clocks of its one zone: only the time of the day at which it is open on every clock of
 * the country, because a number does not say where in the country it is. Null when there is no such time.
 */
export function localWindow(choice: SendWindow, country: string, clock: CountryClock): LocalWindow | null {
  const hours = hoursIn(choice, country)
  const from = minutesOf(hours.from) + clock.behind
  const to = minutesOf(hours.to) - clock.ahead
  if (from >= to) return null
  const days =
    choice.kind === 'hours' ? choice.days.reduce((mask, day) => mask | (1 << (day - 1)), 0) : EVERY_DAY
  return { zone: clock.zone, from, to, days }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const FORTNIGHT = 14

/**
 * The first time at or after an instant at which a window is open; null when there is none within two weeks. What
 * `next_window` says in the database.
 */
export function nextOpening({ zone, from, to, days }: LocalWindow, at: Date): Date | null {
  const { year, month, day } = wallTimeAt(at, zone)
  for (let ahead = 0; ahead <= FORTNIGHT; ahead++) {
    const weekday = (new Date(Date.UTC(year, month - 1, day + ahead)).getUTCDay() + 6) % 7
    if ((days & (1 << weekday)) === 0) continue
    const on = (minute: number) => instantOn({ year, month, day: day + ahead, hour: 0, minute }, zone)
    const opens = on(from) > at ? on(from) : at
    if (on(to) > opens) return opens
  }
  return null
}

const instantOn = (wall: WallTime, zone: string): Date =>
  instantsAt(wall, zone).at(-1) ?? instantAfterGap(wall, zone)
