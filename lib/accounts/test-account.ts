import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import type { Allowance, Connection } from '#lib/providers/provider.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { connectAccount, openAccount } from './open-account.ts'
import { readBalance } from './read-balance.ts'
import type { TestedAccount } from './schema.ts'
import { within } from './within.ts'

/** A person is waiting: longer than this is no answer, in ms. */
const ASK_MS = 10_000
const EXTRA_MS = 3_000

/**
 * Proves that the account's address and credentials work; sends nothing and costs nothing. Throws UNKNOWN_ACCOUNT,
 * INVALID_SETTINGS when the credentials are refused, PROVIDER_UNAVAILABLE otherwise.
 */
export async function testAccount(root: RootCtx, accountId: number): Promise<TestedAccount> {
  const account = await openAccount(root, accountId)
  const begin = performance.now()
  const connection = await connectAccount(root, account, ASK_MS)
  try {
    await within(ASK_MS, connection.test())
    const ms = Math.round(performance.now() - begin)
    // A new account's first balance. Credentials that may send need not be allowed to see it, and work all the same.
    await readBalance(root, accountId, connection, EXTRA_MS).catch(() => undefined)
    const allowance = await within(EXTRA_MS, allowanceOf(connection)).catch(() => null)
    await inTx(root, (ctx) => recordAudit(ctx, { action: 'account.test', target: `account:${accountId}` }))
    return { ms, allowance }
  } finally {
    // What may still be on its way is waited for by nobody.
    void connection.close().catch(() => undefined)
  }
}

const allowanceOf = async (connection: Connection): Promise<Allowance | null> =>
  (await connection.allowance?.()) ?? null
