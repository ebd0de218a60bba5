import { useTranslations } from 'next-intl'

/** Why a number or a row of a list was not taken in, in words; a reason without words stays as it is. */
export function useRefusalWords(): (reason: string) => string {
  const words = useTranslations('contacts.refused.reasons')
  return (reason) => {
    const key = reason as 'EMPTY'
    return words.has(key) ? words(key) : reason
  }
}
