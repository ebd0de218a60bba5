import { addCredits } from '#lib/credits/add-credits.ts'
import { getCredit } from '#lib/credits/get-credit.ts'
import { creditView, topUp } from '#lib/credits/schema.ts'
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
  POST: route({
    access: 'manage',
    summary: 'Add credits',
    description: 'A negative amount takes back. The note stands in the statement.',
    body: topUp,
    answer: creditView,
    refuses: ['INSUFFICIENT_CREDITS'],
    run: ({ ctx, body }) => addCredits(ctx, body),
  }),
})
