import { randomBytes } from 'node:crypto'
import { sqlState } from '#lib/platform/database.ts'
import type { Logger } from '#lib/platform/log.ts'
import { AppError } from '#lib/shared/errors.ts'

type Around = {
  log: Logger
  /** What was being done, for the log. */
  where: string
  /** Whether the database is away, for failures that do not say so themselves: drivers fail without a code, too. */
  isAway?: () => Promise<boolean>
}

/**
 * What the caller is told about anything that was thrown. A fault of ours is logged here, and only here, under a short
 * id which the caller is given too.
 */
export async function knownError(error: unknown, { log, where, isAway }: Around): Promise<AppError> {
  if (error instanceof AppError) return error
  const state = sqlState(error)
  // Text that PostgreSQL cannot keep, met where nothing before it looked: in an address, in a form.
  if (state === '22021' || state === '22P05') {
    return new AppError('INVALID_REQUEST', { params: { problem: 'characters' }, cause: error })
  }
  const id = randomBytes(4).toString('hex')
  log.error('request failed', { id, where, error })
  const cannotBeAsked = state === null ? isUnreachable(error) || (await isAway?.()) : unavailable.test(state)
  return cannotBeAsked
    ? new AppError('UNAVAILABLE', { cause: error })
    : new AppError('INTERNAL_ERROR', { params: { id }, cause: error })
}

/**
 * Classes of SQLSTATE: the connection, what the server lacks (a full disk among it), starting and stopping; and what took
 * longer than it may, as everything does that a standstill of the server met: a statement, a lock, a transaction.
 */
const unavailable = /^(08|53|57P|57014|55P03|25P0[34])/

function isUnreachable(error: unknown): boolean {
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 5; depth++) {
    const { code, cause } = e as { code?: unknown; cause?: unknown }
    if (typeof code === 'string' && unreachable.test(code)) return true
    e = cause
  }
  return false
}

/** Of the system and of Prisma (prisma.io, "Error message reference"): P2024 and P2028 are connections and transactions out of time. */
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|P1001|P1017|P2024|P2028)$/
