'use client'

import { useLocale, useTranslations } from 'next-intl'
import { errorValues } from '#lib/shared/error-values.ts'
import { type ErrorCode, httpStatus } from '#lib/shared/errors.ts'

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(httpStatus, code)

/**
 * Turns the code of a refusal into the sentence for the reader, with what is known put in:
 * `say('NO_PRICE', { country: 'KE' })`. An unknown code is an INTERNAL_ERROR.
 */
export function useErrorText(): (code: string, params?: Record<string, string | number>) => string {
  const words = useTranslations('errors')
  const locale = useLocale()
  return (code, params) => words(isKnown(code) ? code : 'INTERNAL_ERROR', errorValues(locale, params))
}
