import { withQuery } from '#components/with-query.ts'
import { dayAfter, dayBegins, periodOf } from '#lib/shared/day-begins.ts'

export type CalendarAddress = { view: 'month' | 'week'; day: string }

/** The whole weeks, Monday first, that a month or a week is drawn in. */
export function daysOf({ view, day }: CalendarAddress): string[] {
  const first = periodOf(view === 'month' ? periodOf(day, 'month') : day, 'week')
  const last = view === 'month' ? dayAfter(nextOf({ view, day }), -1) : dayAfter(first, 6)
  const days: string[] = []
  for (let at = first; at <= last || days.length % 7 !== 0; at = dayAfter(at)) days.push(at)
  return days
}

/** The first day of the month or week after. */
export const nextOf = ({ view, day }: CalendarAddress): string =>
  view === 'month'
    ? periodOf(dayAfter(periodOf(day, 'month'), 31), 'month')
    : dayAfter(periodOf(day, 'week'), 7)

/** The first day of the month or week before. */
export const previousOf = ({ view, day }: CalendarAddress): string =>
  view === 'month'
    ? periodOf(dayAfter(periodOf(day, 'month'), -1), 'month')
    : dayAfter(periodOf(day, 'week'), -7)

export const calendarHref = ({ view, day }: CalendarAddress): string =>
  withQuery('/messages/calendar', { view: view === 'month' ? undefined : view, day })

/**
 * What falls on each of these days, which follow each other, in a zone. The days' beginnings are worked out once: asking
 * for each entry on which day it is takes seconds for a busy month.
 */
export function byDay<T extends { at: Date }>(
  entries: readonly T[],
  days: readonly string[],
  zone: string,
): Map<string | undefined, T[]> {
  const begins = days.map((day) => dayBegins(day, zone)?.getTime() ?? Number.POSITIVE_INFINITY)
  return Map.groupBy(entries, ({ at }) => days[begins.findLastIndex((begin) => begin <= at.getTime())])
}
