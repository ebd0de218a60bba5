import { useTranslations } from 'next-intl'

const known = [
  'CREDENTIALS',
  'HOST_NOT_ALLOWED',
  'HOST_NOT_FOUND',
  'CONNECTION_REFUSED',
  'TLS_FAILED',
  'ANSWER_NOT_UNDERSTOOD',
  'PROVIDER_ERROR',
] as const

/** Why a provider could not be asked, in a few words; what is not one of those we can explain is just no answer. */
export function useProviderProblem(): (code: string) => string {
  const words = useTranslations('states.provider')
  return (code) => words(known.find((one) => one === code) ?? 'other')
}
