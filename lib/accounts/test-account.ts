import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { connectAccount, openAccount } from './open-account.ts'
import { readBalance } from './read-balance.ts'
import { within } from './within.ts'

/** A person is waiting: longer than this is no answer, in ms. */
const ASK_MS = 10_000
const BALANCE_MS = 3_000

/**
 * Proves that the account's address and credentials work; sends nothing and costs nothing. Answers how long it took, in
 * ms. Throws UNKNOWN_ACCOUNT, INVALID_SETTINGS when the credentials are refused, PROVIDER_UNAVAILABLE otherwise.
 */
export async function testAccount(root: RootCtx, accountId: number): Promise<{ ms: number }> {
  const account = await openAccount(root, accountId)
  const begin = performance.now()
  const connection = await connectAccount(root, account, ASK_MS)
  try {
    await within(ASK_MS, connection.test())
    const ms = Math.round(performance.now() - begin)
    // A new account's first balance. Credentials that may send need not be allowed to see it, and work all the same.
    await readBalance(root, accountId, connection, BALANCE_MS).catch(() => undefined)
    await inTx(root, (ctx) => recordAudit(ctx, { action: 'account.test', target: `account:${accountId}` }))
    return { ms }
  } finally {
    // What may still be on its way is waited for by nobody.
    void connection.close().catch(() => undefined)
  }
}
