import type { Ctx } from '#lib/platform/ctx.ts'
import type { Connection } from '#lib/providers/provider.ts'
import { AppError } from '#lib/shared/errors.ts'
import * as store from './store-balances.ts'
import { within } from './within.ts'

/**
 * Asks an open line for the balance, for so many ms at most, and keeps what came: the number, or why there is none. Throws
 * what the line throws, after keeping it.
 */
export async function readBalance(ctx: Ctx, accountId: number, line: Connection, ms: number): Promise<void> {
  if (!line.balance) return
  try {
    await store.insertReading(ctx, { accountId, ...(await within(ms, line.balance())), problem: null })
  } catch (error) {
    await keepProblem(ctx, accountId, error)
    throw error
  }
}

/** Keeps that an account could not even be asked. */
export const keepProblem = (ctx: Ctx, accountId: number, error: unknown): Promise<void> =>
  store.insertReading(ctx, { accountId, value: null, unit: null, problem: problemOf(error) })

/** A code in capitals: CREDENTIALS where the provider does not know them, else the network's or the provider's own. */
function problemOf(error: unknown): string {
  if (!(error instanceof AppError)) return 'INTERNAL'
  if (error.code === 'INVALID_SETTINGS') return 'CREDENTIALS'
  return String(error.params.reason ?? error.code).slice(0, 100)
}
