'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { Option } from '#components/ui/select.tsx'
import { countryName } from '#lib/shared/country-name.ts'
import type { PartCount } from '#lib/sms/parts.ts'
import type { SenderChoice } from './compose-types.ts'

/** The senders, account by account, each with what it cannot do; what it cannot do with this text makes it unusable. */
export function useSenderOptions(
  senders: readonly SenderChoice[],
  count: PartCount,
  textLength: number,
): Option[] {
  const words = useTranslations('compose.when.cannot')
  const format = useFormatter()
  const locale = useLocale()
  const severalAccounts = new Set(senders.map(({ accountId }) => accountId)).size > 1

  const obstacle = (sender: SenderChoice): string | null => {
    if (sender.gsmOnly && count.encoding === 'ucs2') return words('unicodeNow')
    const { maxCharacters, maxParts } = sender
    if ((maxCharacters !== null && textLength > maxCharacters) || count.parts > maxParts)
      return words('longNow', { characters: maxCharacters ?? 0, parts: maxParts })
    return null
  }
  const limits = (sender: SenderChoice): string[] => {
    const { only, countries } = sender.reach
    const named = format.list(countries.map((code) => countryName(code, locale)))
    return [
      ...(sender.gsmOnly ? [words('unicode')] : []),
      ...(countries.length > 0 ? [words(only ? 'onlyCountries' : 'countries', { countries: named })] : []),
      ...(sender.reports ? [] : [words('reports')]),
    ]
  }
  return senders.map((sender) => {
    const blocked = obstacle(sender)
    const hint = [...(severalAccounts ? [sender.accountName] : []), ...(blocked ? [blocked] : limits(sender))]
    return {
      value: String(sender.id),
      label: sender.value,
      hint: hint.length > 0 ? hint.join(' · ') : undefined,
      disabled: blocked !== null,
    }
  })
}
