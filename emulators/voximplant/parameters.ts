import { asObject, type Exchange } from '../shared/exchange.ts'

export type Parameters = ReadonlyMap<string, string>

export type Command = { name: string; parameters: Parameters }

const METHOD_PATH = /^\/platform_api\/([A-Za-z0-9]+)\/?$/

/**
 * The method and its parameters, from the ways that the documents and the official clients use: the method in the path
 * with the parameters in the query (the reference; its body is then `{}` or empty) or in a form, or a form sent to
 * `/platform_api` with the method as `cmd`. Null when a body is of another type, a JSON body says something, or a
 * parameter comes twice.
 */
export function readCommand(exchange: Exchange): Command | null {
  const all = [...exchange.query]
  if (exchange.contentType === 'application/x-www-form-urlencoded') all.push(...exchange.form())
  else if (exchange.body.trim() !== '') {
    const body = exchange.contentType === 'application/json' ? exchange.json() : { ok: false as const }
    const object = body.ok ? asObject(body.value) : null
    if (!object || Object.keys(object).length > 0) return null
  }
  const parameters = new Map(all)
  if (parameters.size !== all.length) return null
  const name = METHOD_PATH.exec(exchange.path)?.[1] ?? parameters.get('cmd') ?? ''
  if (exchange.path === '/platform_api' || exchange.path === '/platform_api/') parameters.delete('cmd')
  return { name, parameters }
}

/** `true` or `false`; null for anything else. */
export function flag(text: string | undefined, otherwise: boolean): boolean | null {
  if (text === undefined) return otherwise
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : null
}

/** A whole number within bounds; null for anything else. */
export function integer(
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number | null {
  if (text === undefined) return otherwise
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}
