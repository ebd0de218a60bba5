/**
 * What a country is called in a language (BCP 47), the same on the server and in a browser: a page that a browser takes
 * over must not change its words. `001` is the world, where numbers of no country are; what is neither that nor of
 * ISO 3166-1 alpha-2 is answered as it is.
 */
export function countryName(code: string, locale: string): string {
  if (!/^(?:[A-Z]{2}|001)$/.test(code)) return code
  // Their long names differ from engine to engine.
  const style = /HK|MO|PS/.test(code) ? 'short' : 'long'
  const name = new Intl.DisplayNames([locale], { type: 'region', style }).of(code) ?? code
  // Some engines put a second name behind it, in brackets.
  return code === 'FK' ? name.replace(/ \(.*\)$/, '') : name
}
