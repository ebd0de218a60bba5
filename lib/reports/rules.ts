import { dayAfter, dayBegins, periodOf } from '#lib/shared/day-begins.ts'

/** By what spend and delivery can be told apart. */
export const reportKeys = ['day', 'week', 'month', 'sender', 'account', 'country', 'user'] as const
export type ReportKey = (typeof reportKeys)[number]

export const isPeriod = (by: ReportKey): by is 'day' | 'week' | 'month' =>
  by === 'day' || by === 'week' || by === 'month'

/** Days that a report covers at most: two years and a leap day. */
export const MOST_DAYS = 731

const DAY_MS = 86_400_000

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** How many days lie from one day such as `2026-11-21` up to another, both counted. */
export const daysBetween = (from: string, to: string): number => (utc(to) - utc(from)) / DAY_MS + 1

/** Every day, week or month that the days from one to another belong to, by its first day: those without a message too. */
export function periodsBetween(from: string, to: string, by: 'day' | 'week' | 'month'): string[] {
  const all: string[] = []
  for (let day = from; day <= to; day = dayAfter(day)) {
    const period = periodOf(day, by)
    if (all.at(-1) !== period) all.push(period)
  }
  return all
}

/** The instants at which the first of some days begins and the last ends in a zone; null for what are no days. */
export function spanOf(
  { from, to }: { from: string; to: string },
  timeZone: string,
): { since: Date; until: Date } | null {
  const [since, until] = [dayBegins(from, timeZone), dayBegins(dayAfter(to), timeZone)]
  return since && until && until > since ? { since, until } : null
}
