/** What a request says about its reader's language and clock. */
type Reader = {
  /** The language that the person chose. */
  chosen: string | undefined
  /** The header of RFC 9110, section 12.5.4. */
  acceptLanguage: string | undefined
  /** Languages that have a catalogue, e.g. `['en', 'th']`. */
  available: readonly string[]
}

const languageOf = (tag: string) => tag.split('-', 1)[0]?.toLowerCase() ?? ''

/** Tags of an Accept-Language header, most wanted first; what is not a language tag is left out. */
function wantedTags(header: string | undefined): string[] {
  if (!header) return []
  return header
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { tag: tag.trim(), quality: quality ? Number(quality.trim().slice(2)) : 1 }
    })
    .filter(({ tag, quality }) => quality > 0 && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag))
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

/**
 * Which catalogue speaks to this reader, and with which region's habits numbers and dates are written: somebody in
 * Nairobi who reads English gets `{ catalogue: 'en', locale: 'en-KE' }` and sees 21 Nov, not Nov 21.
 */
export function chooseLocale({ chosen, acceptLanguage, available }: Reader): {
  catalogue: string
  locale: string
} {
  const wanted = wantedTags(acceptLanguage)
  const catalogue =
    available.find((language) => language === chosen) ??
    wanted.map(languageOf).find((language) => available.includes(language)) ??
    'en'
  const regional = wanted.find((tag) => languageOf(tag) === catalogue && tag.includes('-'))
  const [locale] = regional ? Intl.DateTimeFormat.supportedLocalesOf([regional]) : []
  return { catalogue, locale: locale ?? catalogue }
}

/** The first of these names that is a time zone which this machine knows; UTC if none is. */
export function chooseTimeZone(...names: (string | null | undefined)[]): string {
  for (const name of names) {
    if (!name) continue
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
    } catch {
      // Not a zone: a cookie can hold anything, and another machine may have known more of them.
    }
  }
  return 'UTC'
}
