import { countryName } from './country-name.ts'

/**
 * Every placeholder that a sentence under `errors` in the catalogues may hold. Whoever throws an AppError passes those
 * that it knows as `params`; the sentence has a branch `none` for each that may be missing.
 */
export const errorPlaceholders = [
  'account',
  'available',
  'characters',
  'country',
  'detail',
  'field',
  'group',
  'id',
  'limit',
  'name',
  'names',
  'needed',
  'problem',
  'reason',
  'row',
  'seconds',
  'sender',
  'setting',
  'template',
  'unit',
] as const

type ErrorValues = Record<(typeof errorPlaceholders)[number], string | number>

const absent = Object.fromEntries(errorPlaceholders.map((name) => [name, 'none'])) as ErrorValues

/**
 * The values for the sentence of an error: what was passed, 'none' for what was not, and a country code turned into the
 * country's name in the reader's language (`errorValues('en', { country: 'KE' }).country` is `Kenya`).
 */
export function errorValues(locale: string, params: Record<string, string | number> = {}): ErrorValues {
  const values = { ...absent, ...params }
  if (typeof params.country === 'string') values.country = countryName(params.country, locale)
  return values
}
