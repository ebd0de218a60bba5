import { type AppError, httpStatus } from '#lib/shared/errors.ts'
import type { Visit } from './authenticate.ts'
import { errorSentence } from './error-sentence.ts'

/** The answer to a request that is refused, in the one shape that all of them have; `more` stands beside it. */
export function refusal(error: AppError, visit: Visit, more: Record<string, unknown> = {}): Response {
  const body = {
    error: errorSentence(visit.locale, error, { nameField: true }),
    code: error.code,
    ...(error.field !== undefined && { field: error.field }),
    ...more,
  }
  return Response.json(body, { status: httpStatus[error.code], headers: visit.headers })
}
