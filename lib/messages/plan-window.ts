import { AppError } from '#lib/shared/errors.ts'
import { countryClock, HASHED_COUNTRY } from '#lib/sms/country-clock.ts'
import { type LocalWindow, localWindow, type SendWindow } from '#lib/sms/send-window.ts'

/**
 * Says for a country when a message may leave there, null for at any time. The same hours are the same object, so that
 * whoever sorts by it need not compare. Throws INVALID_SCHEDULE for hours that no clock of a country shares.
 */
export function windowFinder(choice: SendWindow | null): (country: string | null) => LocalWindow | null {
  if (!choice) return () => null
  const byCountry = new Map<string | null, LocalWindow>()
  const byHours = new Map<string, LocalWindow>()
  return (country) => {
    const known = byCountry.get(country)
    if (known) return known
    const made = reckon(choice, country ?? HASHED_COUNTRY)
    const key = JSON.stringify(made)
    const same = byHours.get(key) ?? made
    byHours.set(key, same)
    byCountry.set(country, same)
    return same
  }
}

function reckon(choice: SendWindow, country: string): LocalWindow {
  const window = localWindow(choice, country, countryClock(country))
  if (!window)
    throw new AppError('INVALID_SCHEDULE', { field: 'sendWindow', params: { problem: 'window', country } })
  return window
}
