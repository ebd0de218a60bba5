import { withQuery } from '#components/with-query.ts'
import { dayAfter, periodOf } from '#lib/shared/day-begins.ts'

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
