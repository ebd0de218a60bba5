import { listBalances } from '#lib/accounts/list-balances.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'send', run: ({ ctx }) => listBalances(ctx) }),
})
