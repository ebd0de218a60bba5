import { listAccountStates } from '#lib/accounts/list-account-states.ts'
import { accountStatesView } from '#lib/accounts/schema-states.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'Whether messages leave through each account',
    description: '`failing` is tried again by itself, `closed` waits for a person.',
    answer: accountStatesView,
    run: ({ ctx }) => listAccountStates(ctx),
  }),
})
