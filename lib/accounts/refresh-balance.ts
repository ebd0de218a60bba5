import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { listAccounts } from './list-accounts.ts'
import { connectAccount, openAccount } from './open-account.ts'
import { keepProblem, readBalance } from './read-balance.ts'
import { deleteOldReadings } from './store-balances.ts'

/** A person is waiting: longer than this is no answer, in ms. */
const ASK_MS = 8_000
/** Accounts that are asked side by side. */
const AT_ONCE = 4
/** A year can be compared with the one before. */
const KEPT_DAYS = 400

/**
 * Asks the provider for the balance now and keeps what it says. That it could not be had is kept as well and is no error:
 * the screen shows it beside what was known last. Throws UNKNOWN_ACCOUNT, CONFLICT where the provider offers none.
 */
export async function refreshBalance(root: RootCtx, accountId: number): Promise<void> {
  const account = await openAccount(root, accountId)
  if (!account.capabilities.balance) throw new AppError('CONFLICT', { field: 'accountId' })
  await askOne(root, accountId)
  await recordAudit(root, { action: 'account.balance', target: `account:${accountId}` })
}

/** Asks every account that is on, as the schedule has it. One that does not answer holds up none of the others. */
export async function refreshBalances(root: RootCtx): Promise<void> {
  const rest = (await listAccounts(root)).filter(({ enabled }) => enabled).map(({ id }) => id)
  const work = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) await askOne(root, id)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await deleteOldReadings(root, KEPT_DAYS)
}

async function askOne(root: RootCtx, accountId: number): Promise<void> {
  try {
    const account = await openAccount(root, accountId)
    if (!account.capabilities.balance) return
    const line = await connectAccount(root, account, ASK_MS).catch(async (error: unknown) => {
      await keepProblem(root, accountId, error)
      throw error
    })
    await readBalance(root, accountId, line, ASK_MS).finally(() => void line.close().catch(() => undefined))
  } catch (error) {
    // What became of it is kept; only a fault of ours is news.
    if (!(error instanceof AppError))
      root.log.error('a balance could not be read', { accountId, error: String(error) })
  }
}
