import type { Ctx } from '#lib/platform/ctx.ts'
import { type AccountStatesView, accountStatesView } from './schema-states.ts'
import { findAccounts } from './store.ts'

/** Whether messages leave through each account that is on, by name. */
export async function listAccountStates(ctx: Ctx): Promise<AccountStatesView> {
  const accounts = (await findAccounts(ctx)).filter(({ enabled }) => enabled)
  return accountStatesView.parse({
    accounts: accounts.map(({ id, name, attention, attentionAt, failingSince }) => {
      const since = attention === null ? failingSince : attentionAt
      const state = attention !== null ? 'closed' : failingSince !== null ? 'failing' : 'good'
      return { accountId: id, name, state, since: since?.toISOString() ?? null }
    }),
  })
}
