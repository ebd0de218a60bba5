import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listConversations } from '#lib/inbox/list-conversations.ts'
import { conversationPage, conversationQuery } from '#lib/inbox/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'Conversations, newest first',
    description: '`search` is part of a name, of a number, or of what was written.',
    query: conversationQuery,
    answer: conversationPage,

    run: ({ ctx, query }) => listConversations(ctx, query),
  }),
})
