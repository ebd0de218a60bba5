import { clsx } from 'clsx'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import { calendarDaysFrom } from '#lib/shared/calendar-days.ts'

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const near = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
] as const)

type RelativeTimeProps = {
  /** ISO 8601 or a Date. */
  at: string | Date
  /** The zone in which it was chosen, where that may not be the reader's own; then it is named. */
  zone?: string
  className?: string
}

/** An instant as people say it: today 14:05, 21 Nov 14:05. The exact one appears when the pointer rests on it. */
export function RelativeTime({ at, zone, className }: RelativeTimeProps) {
  const format = useFormatter()
  const words = useTranslations('ui.time')
  const now = useNow()
  const own = useTimeZone() ?? 'UTC'
  const instant = new Date(at)
  const timeZone = zone ?? own
  const foreign = timeZone !== own
  const days = calendarDaysFrom(now, instant, timeZone)

  const time = format.dateTime(instant, { ...clock, timeZone, ...(foreign && { timeZoneName: 'short' }) })
  const word = near.get(days as -1 | 0 | 1)
  // Half a year away a day without its year can only be meant one way.
  const close = Math.abs(days) < 180
  const text = word
    ? words(word, { time })
    : `${format.dateTime(instant, { day: 'numeric', month: 'short', ...(!close && { year: 'numeric' }), timeZone })} ${time}`
  const exact = format.dateTime(instant, {
    ...{ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ ...clock, second: '2-digit', timeZoneName: 'short', timeZone },
  })

  return (
    <time
      dateTime={instant.toISOString()}
      data-tooltip={exact}
      className={clsx('whitespace-nowrap', className)}
    >
      {text}
    </time>
  )
}
