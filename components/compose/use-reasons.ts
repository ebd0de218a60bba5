'use client'

import { useTranslations } from 'next-intl'
import type { Audience } from './compose-types.ts'

const known = [
  'DUPLICATE',
  'EXCLUDED',
  'UNREADABLE',
  'LANDLINE',
  'SUPPRESSED',
  'NO_PRICE',
  'COUNTRY_NOT_SERVED',
  'COUNTRY_NOT_ALLOWED',
  'HASH_NOT_SERVED',
  'MISSING_VARIABLE',
  'TEXT_TOO_LONG',
  'TEXT_NOT_SUPPORTED',
  'TEXT_HAS_PLACEHOLDER',
  'OTHER',
] as const
type Known = (typeof known)[number]

export type CountedReason = { reason: Known; count: number; short: string }

const isKnown = (reason: string): reason is Known => (known as readonly string[]).includes(reason)

/** A number that a spreadsheet has spoilt is one that cannot be read; what to do about it is said where the rows are listed. */
const groupOf = (reason: string): Known => {
  if (reason === 'INVALID_NUMBER' || reason === 'SPREADSHEET_NUMBER') return 'UNREADABLE'
  return isKnown(reason) ? reason : 'OTHER'
}

/** Why people are left out, each reason with its count in a few words, in the order in which they should be read. */
export function useReasons({
  duplicates,
  excluded,
  reasons,
}: Pick<Audience, 'duplicates' | 'excluded' | 'reasons'>): CountedReason[] {
  const words = useTranslations('compose.leftOut.short')
  const counts = new Map<Known, number>([
    ['DUPLICATE', duplicates],
    ['EXCLUDED', excluded],
  ])
  for (const [reason, count] of Object.entries(reasons)) {
    const group = groupOf(reason)
    counts.set(group, (counts.get(group) ?? 0) + count)
  }
  return known.flatMap((reason) => {
    const count = counts.get(reason)
    return count ? [{ reason, count, short: words(reason, { count }) }] : []
  })
}
