import type { IncomingMessage } from 'node:http'
import { AppError } from '#lib/shared/errors.ts'
import { refusal } from './refusal.ts'

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * The refusal of a request that Next answers with a bare "Internal Server Error" before any route sees it: an address with
 * a `%` that stands for nothing, a method such as TRACE. Null for all others.
 */
export function refuseUnreadable({ url = '/', method = 'GET' }: Pick<IncomingMessage, 'url' | 'method'>) {
  const code = !known.has(method) ? 'METHOD_NOT_ALLOWED' : isReadable(url) ? null : 'INVALID_REQUEST'
  return (
    code && refusal(new AppError(code, { params: { problem: 'address' } }), { locale: 'en', headers: {} })
  )
}

function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
