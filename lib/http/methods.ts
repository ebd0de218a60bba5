import { AppError } from '#lib/shared/errors.ts'
import { refusal } from './refusal.ts'
import type { Handler } from './route.ts'

const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof all)[number]

/**
 * The exports of a route file. Methods that it lacks answer METHOD_NOT_ALLOWED in our shape instead of Next's empty page:
 * `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route({ … }) })`.
 */
export function methods(own: Partial<Record<Method, Handler>>): Record<Method | 'OPTIONS', Handler> {
  const allow = [...all.filter((method) => own[method]), ...(own.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const wrong: Handler = async () =>
    refusal(new AppError('METHOD_NOT_ALLOWED'), { locale: 'en', headers: { allow } })
  const options: Handler = async () => new Response(null, { status: 204, headers: { allow } })
  return {
    GET: own.GET ?? wrong,
    POST: own.POST ?? wrong,
    PUT: own.PUT ?? wrong,
    PATCH: own.PATCH ?? wrong,
    DELETE: own.DELETE ?? wrong,
    OPTIONS: options,
  }
}

/** Every method of an address that does not exist. */
export function notFound(): Record<Method | 'OPTIONS', Handler> {
  const missing: Handler = async () => refusal(new AppError('NOT_FOUND'), { locale: 'en', headers: {} })
  return { GET: missing, POST: missing, PUT: missing, PATCH: missing, DELETE: missing, OPTIONS: missing }
}
