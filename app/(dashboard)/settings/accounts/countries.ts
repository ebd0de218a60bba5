import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { countryName } from '#lib/shared/country-name.ts'

/** Every country that has phone numbers, by its name in the reader's language. */
export function countryOptions(locale: string): { value: string; label: string }[] {
  return getCountries()
    .map((code) => ({ value: code as string, label: countryName(code, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}

/** The countries whose numbers begin with these digits, by name; where many share a code, the first few. */
export function countriesOf(prefix: string, locale: string): string {
  if (prefix === '') return ''
  const found = getCountries().filter((code) => {
    const callingCode = getCountryCallingCode(code)
    return prefix.startsWith(callingCode)
  })
  const shown = found.slice(0, 3).map((code) => countryName(code, locale))
  return `${shown.join(', ')}${found.length > 3 ? ', …' : ''}`
}
