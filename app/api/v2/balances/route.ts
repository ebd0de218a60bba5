import { listBalances } from '#lib/accounts/list-balances.ts'
import { balancesView } from '#lib/accounts/schema-balance.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'Balances at the providers',
    description: 'What each provider said last, in its own unit.',
    answer: balancesView,
    run: ({ ctx }) => listBalances(ctx),
  }),
})
