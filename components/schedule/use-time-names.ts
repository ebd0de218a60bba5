'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { calendarDaysFrom } from '#lib/shared/calendar-days.ts'
import { offsetMinutes } from '#lib/shared/wall-time.ts'
import { noonOf } from './schedule.ts'

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

type DayName = ((day: string) => string) & {
  /** `18:00` */
  time: (at: Date) => string
  /** `today 18:00`, `Mon 23 Nov 18:00` */
  dayAndTime: (at: Date) => string
}

/** Names days (`2026-11-21`) and instants on the clocks of a zone as people call them. */
export function useDayName(zone: string, now: Date): DayName {
  const format = useFormatter()
  const words = useTranslations('schedule')
  const near = useTranslations('ui.time')
  return useMemo(() => {
    const year = format.dateTime(now, { year: 'numeric', timeZone: zone })
    const written = (at: Date, timeZone: string) => {
      const ofAnother = format.dateTime(at, { year: 'numeric', timeZone }) !== year
      return format.dateTime(at, {
        ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone },
        ...(ofAnother && { year: 'numeric' }),
      })
    }
    const today = format.dateTime(now, { dateStyle: 'short', timeZone: zone })
    const tomorrow = format.dateTime(new Date(now.getTime() + 86_400_000), {
      dateStyle: 'short',
      timeZone: zone,
    })
    const name = (day: string) => {
      const noon = noonOf(day)
      const date = format.dateTime(noon, { dateStyle: 'short', timeZone: 'UTC' })
      const full = written(noon, 'UTC')
      return date === today
        ? words('today', { day: full })
        : date === tomorrow
          ? words('tomorrow', { day: full })
          : full
    }
    const time = (at: Date) => format.dateTime(at, { ...clock, timeZone: zone })
    const dayAndTime = (at: Date) => {
      const days = calendarDaysFrom(now, at, zone)
      if (days === 0) return near('today', { time: time(at) })
      if (days === 1) return near('tomorrow', { time: time(at) })
      return `${written(at, zone)} ${time(at)}`
    }
    return Object.assign(name, { time, dayAndTime })
  }, [format, words, near, zone, now])
}

type ZoneName = ((zone: string, at: Date) => string) & { offset: (zone: string, at: Date) => string }

/** Names a zone as `Asia/Bangkok, UTC+7`: the name that can be looked up, and what it means on that day. */
export function useZoneName(): ZoneName {
  const offset = useCallback((zone: string, at: Date) => utcOffset(offsetMinutes(at, zone)), [])
  return useMemo(
    () =>
      Object.assign((zone: string, at: Date) => `${zone.replaceAll('_', ' ')}, ${offset(zone, at)}`, {
        offset,
      }),
    [offset],
  )
}

function utcOffset(minutes: number): string {
  const rest = Math.abs(minutes) % 60
  const hours = Math.floor(Math.abs(minutes) / 60)
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`
}
