import { text } from 'node:stream/consumers'
import { AppError } from '#lib/shared/errors.ts'

const refuse = (field: string, problem: string) =>
  new AppError('INVALID_REQUEST', { field, params: { problem } })

/** A JSON object that was typed or piped. Throws INVALID_REQUEST at the option. */
export function parseJsonObject(json: string, option: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    // Without the cause: it quotes what was given, which may be a secret.
    throw refuse(option, 'json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(option, 'object')
  return value as Record<string, unknown>
}

export async function readSecrets(): Promise<Record<string, unknown>> {
  return parseJsonObject(await text(process.stdin), '--secrets-stdin')
}

/** Everything on standard input up to the line break that `echo` and editors leave at the end. */
export async function readPassword(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password === '') throw refuse('--password-stdin', 'empty')
  return password
}

export function parseNumber(given: string, option: string): number {
  if (!/^[+-]?\d+(\.\d+)?$/.test(given.trim())) throw refuse(option, 'number')
  return Number(given)
}
