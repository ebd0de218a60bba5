import { codeOf, type Fields, fieldsOf } from '../answer-fields.ts'
import type { HttpReply } from '../exchange.ts'
import type { HttpClient } from '../http-client.ts'
import { jsonOrThrow, notUnderstood, providerError } from '../outcomes.ts'
import { readJson } from '../read-json.ts'
import type { MesmsSettings } from './settings.ts'

/** What every call to ME-SMS works with. */
export type Line = {
  http: HttpClient
  apiKey: string
  settings: MesmsSettings
  now: () => Date
}

export const get = ({ http, apiKey }: Line, path: string, query?: Record<string, string>) =>
  http.request({ method: 'GET', path, headers: { 'x-api-key': apiKey }, ...(query && { query }) })

export const post = ({ http, apiKey }: Line, path: string, json?: object, mayStart?: () => boolean) =>
  http.request({
    method: 'POST',
    path,
    headers: { 'x-api-key': apiKey, ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(json) }),
    ...(mayStart && { mayStart }),
  })

/** Puts a message's uuid, which comes from outside, into a path. */
export const pathTo = (path: string, uuid: string): string => path.replace('{uuid}', encodeURIComponent(uuid))

/** A query without the parameters whose names a person has emptied. */
export const queryOf = (...entries: [name: string, value: string | number][]): Record<string, string> =>
  Object.fromEntries(entries.filter(([name]) => name !== '').map(([name, value]) => [name, String(value)]))

/**
 * The object of a successful answer to anything but a send. Throws as `jsonOrThrow` does; where ME-SMS gives a code of
 * its own that stands in the error.
 */
export const objectOrThrow = (reply: HttpReply): Fields => {
  if (reply.kind === 'answer' && reply.status >= 400 && ![401, 403].includes(reply.status)) {
    const code = codeOf(fieldsOf(readJson(reply.body))?.code)
    throw providerError(`HTTP ${reply.status} ${code}`.trim())
  }
  const fields = fieldsOf(jsonOrThrow(reply))
  if (!fields || fields.error !== undefined) throw notUnderstood(200)
  return fields
}
