'use client'

import { clsx } from 'clsx'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useDayName } from '#components/schedule/use-time-names.ts'
import { countryName } from '#lib/shared/country-name.ts'
import { wallTimeAt } from '#lib/shared/wall-time.ts'
import type { Place } from './waiting-places.ts'

/** Countries that are shown; the others are many and small. */
const SHOWN = 6

type QuietHoursProps = { places: readonly Place[]; leavesAt: Date; now: Date }

/** A day of each country with its open hours, where in it the message arrives, and until when its people wait. */
export function QuietHours({ places, leavesAt, now }: QuietHoursProps) {
  const words = useTranslations('compose.hours')
  return (
    <div className="flex flex-col gap-2">
      <ul className="mt-2 flex flex-col gap-2.5">
        {places.slice(0, SHOWN).map((place) => (
          <PlaceRow key={place.country} place={place} leavesAt={leavesAt} now={now} />
        ))}
      </ul>
      {places.length > SHOWN && (
        <p className="text-sm text-muted">{words('more', { count: places.length - SHOWN })}</p>
      )}
    </div>
  )
}

function PlaceRow({ place, leavesAt, now }: { place: Place } & Omit<QuietHoursProps, 'places'>) {
  const words = useTranslations('compose.hours')
  const common = useTranslations('common')
  const locale = useLocale()
  const { country, people, clock, window, waitsUntil } = place
  const dayName = useDayName(clock.zone, now)
  return (
    <li className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[12rem_minmax(8rem,1fr)_11rem]">
      <span className="truncate">
        {countryName(country, locale)}{' '}
        <span className="tabular text-sm text-muted">{common('people', { count: people })}</span>
      </span>
      {window && <DayBar place={place} leavesAt={leavesAt} />}
      <span className={clsx('tabular text-sm', window ? 'text-muted' : 'text-bad')}>
        {!window
          ? words('never')
          : waitsUntil
            ? words('until', { time: dayName.dayAndTime(waitsUntil) })
            : words('atOnce')}
      </span>
    </li>
  )
}

const DAY = 1440
const percent = (minutes: number) => `${(minutes / DAY) * 100}%`

/** Midnight to midnight on the clocks of the place; what it shows is said beside it. */
function DayBar({ place: { clock, window, waitsUntil }, leavesAt }: { place: Place; leavesAt: Date }) {
  const format = useFormatter()
  if (!window) return null
  const { hour, minute } = wallTimeAt(leavesAt, clock.zone)
  const hours = [window.from, window.to].map((at) => clockText(format, at))
  return (
    <span className="flex flex-col gap-0.5" aria-hidden="true">
      <span className="relative h-2 rounded-full bg-sunken">
        <span
          className="absolute inset-y-0 rounded-full bg-accent/45"
          style={{ left: percent(window.from), width: percent(window.to - window.from) }}
        />
        <span
          className={clsx('absolute -inset-y-1 w-0.5 rounded-full', waitsUntil ? 'bg-doubtful' : 'bg-ink')}
          style={{ left: percent(hour * 60 + minute) }}
        />
      </span>
      <span className="tabular relative h-4 text-xs text-muted">
        <span className="absolute -translate-x-1/2" style={{ left: percent(window.from) }}>
          {hours[0]}
        </span>
        <span className="absolute -translate-x-1/2" style={{ left: percent(window.to) }}>
          {hours[1]}
        </span>
      </span>
    </span>
  )
}

const clockText = (format: ReturnType<typeof useFormatter>, minutes: number): string =>
  format.dateTime(new Date(minutes * 60_000), {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone: 'UTC',
  })
