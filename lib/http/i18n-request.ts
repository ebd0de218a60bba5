import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale, chooseTimeZone } from './choose-locale.ts'
import { sessionUser } from './session.ts'

/** Languages that have a catalogue: one file in `locales/` is one language. */
export async function listLanguages(): Promise<string[]> {
  const files = await readdir(join(process.cwd(), 'locales'))
  return files.filter((file) => /^[a-z]{2,3}\.json$/.test(file)).map((file) => file.slice(0, -'.json'.length))
}

/**
 * Language, clock and words of one request: as the person chose, on whichever device; else as this device says. Cookies:
 * `locale` is what was chosen on it last, `device-time-zone` what the browser reports.
 */
export default getRequestConfig(async () => {
  const [jar, head, available] = await Promise.all([cookies(), headers(), listLanguages()])
  // After the cookies, which tell Next that nothing here can be made ahead. Without a database there is still a language.
  const user = await sessionUser().catch(() => null)
  const { catalogue, locale } = chooseLocale({
    chosen: user?.locale ?? jar.get('locale')?.value,
    acceptLanguage: head.get('accept-language') ?? undefined,
    available,
  })
  const words: { default: Record<string, never> } = await import(`../../locales/${catalogue}.json`)
  return {
    locale,
    messages: words.default,
    timeZone: chooseTimeZone(user?.timeZone, jar.get('device-time-zone')?.value),
    now: new Date(),
  }
})
