import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listConversations } from '#lib/inbox/list-conversations.ts'
import { conversationQuery } from '#lib/inbox/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    query: conversationQuery,
    run: ({ ctx, query }) => listConversations(ctx, query),
  }),
})
