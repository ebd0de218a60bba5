import { getCredit } from '#lib/credits/get-credit.ts'
import { creditView } from '#lib/credits/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Credit balance',
    description: '`balance` is what can still be spent, `held` what unfinished messages hold.',
    answer: creditView,
    run: ({ ctx }) => getCredit(ctx),
  }),
})
