/** People type a company's address with or without the path that its documents begin every call with. */

/** The address with the documented path where none was given. */
export const withPath = (baseUrl: string, path: string): string =>
  /^https?:\/\/[^/]+\/*$/i.test(baseUrl) ? baseUrl.replace(/\/+$/, '') + path : baseUrl

/** The address without the path that the adapter adds itself. */
export const withoutPath = (baseUrl: string, path: string): string => {
  const bare = baseUrl.replace(/\/+$/, '')
  return bare.endsWith(path) ? bare.slice(0, -path.length) : bare
}
