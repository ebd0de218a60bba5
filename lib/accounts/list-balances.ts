import type { Ctx } from '#lib/platform/ctx.ts'
import { openAccount } from './open-account.ts'
import { daysLeft, isLow, PACE_DAYS } from './rules-balance.ts'
import { type BalancesView, type BalanceView, balanceView } from './schema-balance.ts'
import { findAccounts } from './store.ts'
import * as store from './store-balances.ts'

/** What is known of the balances of all accounts that are on, by name. Nobody is asked: that is done by schedule. */
export async function listBalances(ctx: Ctx): Promise<BalancesView> {
  const accounts = (await findAccounts(ctx)).filter(({ enabled }) => enabled)
  return { balances: await balancesOf(ctx, accounts) }
}

/** The same of one account, whether it is on or off. */
export async function findBalance(ctx: Ctx, accountId: number): Promise<BalanceView | null> {
  const account = (await findAccounts(ctx)).find(({ id }) => id === accountId)
  return account ? ((await balancesOf(ctx, [account]))[0] ?? null) : null
}

async function balancesOf(
  ctx: Ctx,
  accounts: readonly { id: number; name: string; provider: string; balanceWarnBelow: number | null }[],
): Promise<BalanceView[]> {
  const ids = accounts.map(({ id }) => id)
  const [values, problems, uses, trend, abilities] = await Promise.all([
    store.findLastValues(ctx, ids),
    store.findProblems(ctx, ids),
    store.findUse(ctx, ids, PACE_DAYS),
    store.findTrend(ctx, ids, PACE_DAYS),
    Promise.all(ids.map(async (id) => (await openAccount(ctx, id)).capabilities)),
  ])
  return accounts.map(({ id, name, provider, balanceWarnBelow: warnBelow }, at) => {
    const mine = <T extends { accountId: number }>(rows: readonly T[]) =>
      rows.filter(({ accountId }) => accountId === id)
    const [last, problem, use] = [mine(values)[0], mine(problems)[0], mine(uses)[0]]
    return balanceView.parse({
      ...{ accountId: id, name, provider, warnBelow },
      offered: abilities[at]?.balance,
      silent: abilities[at]?.silent ?? false,
      last: last ? { ...last, at: last.at.toISOString() } : null,
      problem: problem ? { code: problem.problem, at: problem.at.toISOString() } : null,
      low: isLow(last?.value ?? null, warnBelow),
      daysLeft: last && use ? daysLeft({ value: last.value, ...use }) : null,
      trend: mine(trend).map((point) => ({ at: point.at.toISOString(), value: point.value })),
    })
  })
}
