import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale, chooseTimeZone } from './choose-locale.ts'

/** Languages that have a catalogue: one file in `locales/` is one language. */
export async function listLanguages(): Promise<string[]> {
  const files = await readdir(join(process.cwd(), 'locales'))
  return files.filter((file) => /^[a-z]{2,3}\.json$/.test(file)).map((file) => file.slice(0, -'.json'.length))
}

/**
 * Language, clock and words of one request. Cookies: `locale` and `time-zone` are what the person chose,
 * `device-time-zone` is what the browser reports.
 */
export default getRequestConfig(async () => {
  const [jar, head, available] = await Promise.all([cookies(), headers(), listLanguages()])
  const { catalogue, locale } = chooseLocale({
    cookie: jar.get('locale')?.value,
    acceptLanguage: head.get('accept-language') ?? undefined,
    available,
  })
  const words: { default: Record<string, never> } = await import(`../../locales/${catalogue}.json`)
  return {
    locale,
    messages: words.default,
    timeZone: chooseTimeZone(jar.get('time-zone')?.value, jar.get('device-time-zone')?.value),
    now: new Date(),
  }
})
