'use client'

import { useTranslations } from 'next-intl'
import { useDayName, useZoneName } from '#components/schedule/use-time-names.ts'
import type { Composer } from './use-composer.ts'

type When = {
  /** `today 18:00`; null where it leaves now. */
  short: string | null
  /** With the zone. */
  long: string
  /** With the zone where that is not the reader's own. */
  usual: string
}

/** When it leaves, in words. */
export function useWhen({ draft, leaving, ownZone, now }: Composer): When {
  const words = useTranslations('compose.review')
  const zone = draft.schedule.zone ?? ownZone
  const dayName = useDayName(zone, now)
  const zoneName = useZoneName()
  if (leaving.kind === 'now') return { short: null, long: words('now'), usual: words('now') }
  const short = dayName.dayAndTime(leaving.at)
  const long = `${short}, ${zoneName(zone, leaving.at)}`
  return { short, long, usual: zone === ownZone ? short : long }
}
