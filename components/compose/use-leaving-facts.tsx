import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useDayName } from '#components/schedule/use-time-names.ts'
import { countryName } from '#lib/shared/country-name.ts'
import { rateChosen, validUntil } from './leaving-options.ts'
import type { Composer } from './use-composer.ts'

/** Who waits until when, when it is given up, and how fast it goes, where that was chosen. */
export function useLeavingFacts({ draft, leavesAt, ownZone, now, places }: Composer) {
  const words = useTranslations('compose.review')
  const format = useFormatter()
  const locale = useLocale()
  const zone = draft.schedule.zone ?? ownZone
  const { dayAndTime } = useDayName(zone, now)
  const waiting = places.flatMap(({ waitsUntil, people, country }) =>
    waitsUntil
      ? [words('waiting', { people, country: countryName(country, locale), time: dayAndTime(waitsUntil) })]
      : [],
  )
  const ends = validUntil(draft.options, leavesAt)
  const rate = rateChosen(draft.options)
  return [
    ...(waiting.length > 0 ? [{ term: words('waits'), value: format.list(waiting) }] : []),
    ...(ends ? [{ term: words('ends'), value: dayAndTime(ends) }] : []),
    ...(rate ? [{ term: words('rate'), value: words('rateOf', { rate }) }] : []),
  ]
}
