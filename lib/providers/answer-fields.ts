import type { SendOutcome } from './provider.ts'

/**
 * Small readers for what a provider's JSON holds. They take what companies really send, such as numbers in quotes and
 * ids without, and answer null for anything else, so that an adapter decides once what a missing field means.
 */

export type Fields = Readonly<Record<string, unknown>>

/** An object that is no list, or null. */
export const fieldsOf = (json: unknown): Fields | null =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : null

/** An id as text, whether it was written with quotes or without; null when it is none or absurdly long. */
export const idOf = (value: unknown): string | null => {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string') return null
  const id = text.trim()
  return id.length > 0 && id.length <= 200 ? id : null
}

/** A number, also one in quotes. */
export const numberOf = (value: unknown): number | null => {
  if (typeof value === 'string' && !/^\s*[+-]?\d+(\.\d+)?\s*$/.test(value)) return null
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** Parts of one SMS: a whole number that one SMS can have (3GPP TS 23.040 counts to 255). */
export const partsOf = (value: unknown): number | undefined => {
  const parts = numberOf(value)
  return parts !== null && Number.isInteger(parts) && parts >= 1 && parts <= 255 ? parts : undefined
}

/** A network in a company's own numbering, as long as it is a small whole number. */
export const networkOf = (value: unknown): { network?: number } => {
  const network = numberOf(value)
  return network !== null && Number.isInteger(network) && network > 0 && network < 32_768 ? { network } : {}
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** An instant with its zone; null for anything that a person would have to interpret. */
export const instantOf = (value: unknown): Date | null => {
  const text = textOf(value)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return null
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}

/** The first field of these names that `read` can make something of. */
export const firstOf = <T>(
  fields: Fields,
  names: readonly string[],
  read: (value: unknown) => T | null,
): T | null => {
  for (const name of names) {
    const value = read(fields[name])
    if (value !== null) return value
  }
  return null
}

/** The list under one of these names, or the answer itself if it is a list; null when there is none. */
export const listOf = (json: unknown, names: readonly string[]): readonly unknown[] | null => {
  if (Array.isArray(json)) return json
  const fields = fieldsOf(json)
  if (!fields) return null
  return firstOf(fields, names, (value) => (Array.isArray(value) ? (value as unknown[]) : null))
}

type Refusal = { code: unknown; reason: string; about: 'recipient' | 'message' | 'account' }

/** Anything that a provider writes as a code of ours: `Absent Subscriber` and `AbsentSubscriber` become ABSENT_SUBSCRIBER. */
export const codeOf = (value: unknown): string =>
  (idOf(value) ?? '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 60)
    .replace(/^_+|_+$/g, '')

/** A refusal in the provider's code, REFUSED where it gives none, with its words cut to size. */
export const refused = ({ code, reason, about }: Refusal): SendOutcome => ({
  kind: 'refused',
  code: codeOf(code) || 'REFUSED',
  reason: reason.slice(0, 500),
  about,
})

/** Statuses that concern the account and never one recipient, with a code for where the provider gives none. */
export const accountCodes: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  402: 'INSUFFICIENT_CREDITS',
  403: 'FORBIDDEN',
}

/** The code of a refusal by a status that a person has said to concern the account; null for any other status. */
export const stopCodeOf = (status: number, stopStatuses: readonly number[]): string | null =>
  stopStatuses.includes(status) ? (accountCodes[status] ?? `HTTP_${status}`) : null

/** Whether a person has said that such a refusal concerns the whole account. */
export const stopsAll = (reason: string, phrases: readonly string[]): boolean => {
  const text = reason.toLowerCase()
  return phrases.some((phrase) => text.includes(phrase.toLowerCase()))
}
