import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { countWaiting } from '#lib/messages/count-waiting.ts'
import { waitingView } from '#lib/messages/schema-follow.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'How many messages wait for a decision',
    description: 'Those that stopped by themselves or wait for approval. 100 means that many or more.',
    answer: waitingView,
    run: ({ ctx }) => countWaiting(ctx),
  }),
})
