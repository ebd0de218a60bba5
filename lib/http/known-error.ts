import { randomBytes } from 'node:crypto'
import { sqlState } from '#lib/platform/database.ts'
import type { Logger } from '#lib/platform/log.ts'
import { AppError } from '#lib/shared/errors.ts'

/**
 * What the caller is told about anything that was thrown. A fault of ours is logged here, and only here, under a short
 * id which the caller is given too.
 */
export function knownError(error: unknown, log: Logger, where: string): AppError {
  if (error instanceof AppError) return error
  const state = sqlState(error)
  // Text that PostgreSQL cannot keep, met where nothing before it looked: in an address, in a form.
  if (state === '22021' || state === '22P05') {
    return new AppError('INVALID_REQUEST', { params: { problem: 'characters' }, cause: error })
  }
  const id = randomBytes(4).toString('hex')
  log.error('request failed', { id, where, error })
  return isAway(error, state)
    ? new AppError('UNAVAILABLE', { cause: error })
    : new AppError('INTERNAL_ERROR', { params: { id }, cause: error })
}

/** Whether the database cannot be asked now: it is starting, stopping, full, or out of reach. */
function isAway(error: unknown, state: string | null): boolean {
  if (state && (/^(08|57P)/.test(state) || state === '53300')) return true
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 5; depth++) {
    const { code, cause } = e as { code?: unknown; cause?: unknown }
    if (
      typeof code === 'string' &&
      /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|P1001)$/.test(code)
    )
      return true
    e = cause
  }
  return false
}
