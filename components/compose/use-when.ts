'use client'

import { useTranslations } from 'next-intl'
import type { Composer } from './use-composer.ts'
import { useDayName, useZoneName } from './use-time-names.ts'

/** When it leaves: `short` for the button (`today 18:00`), `long` with the zone. Null where it leaves now. */
export function useWhen({ draft, leaving, ownZone, now }: Composer): {
  short: string | null
  long: string
} {
  const words = useTranslations('compose.review')
  const zone = draft.schedule.zone ?? ownZone
  const dayName = useDayName(zone, now)
  const zoneName = useZoneName()
  if (leaving.kind === 'now') return { short: null, long: words('now') }
  const short = dayName.dayAndTime(leaving.at)
  return { short, long: `${short}, ${zoneName(zone, leaving.at)}` }
}
