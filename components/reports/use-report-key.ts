import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ReportKey } from '#lib/reports/rules.ts'
import { countryName } from '#lib/shared/country-name.ts'

type Named = { key: string; label: string | null }

/** What a row of a report is called: a day, a week, a month, a country, a person, an account, a sender. */
export function useReportKey(by: ReportKey): (row: Named, length?: 'short') => string {
  const words = useTranslations('reports')
  const format = useFormatter()
  const locale = useLocale()
  return ({ key, label }, length) => {
    if (key === '') return words('notKnown')
    if (by === 'country') return countryName(key, locale)
    if (by !== 'day' && by !== 'week' && by !== 'month') return label ?? key
    // A day on a calendar is the same everywhere: it is written in the zone in which it was read.
    const day = new Date(`${key}T00:00:00Z`)
    if (by === 'month')
      return format.dateTime(day, { month: length ?? 'long', year: 'numeric', timeZone: 'UTC' })
    const text = format.dateTime(day, {
      ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
      ...(!length && { year: 'numeric' }),
    })
    return by === 'week' && !length ? words('weekOf', { day: text }) : text
  }
}
