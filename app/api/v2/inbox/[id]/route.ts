import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { getConversation } from '#lib/inbox/get-conversation.ts'
import { conversationDetail } from '#lib/inbox/schema.ts'
import { pageCursor } from '#lib/shared/paging.ts'
import { pathId } from '#lib/shared/row-id.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'One conversation, newest first',
    description: 'What came in and what was sent to that number, with why texts to it are stopped.',
    params: z.object({ id: pathId }),
    query: z.object({ cursor: pageCursor }),
    answer: conversationDetail,
    refuses: ['NOT_FOUND'],
    run: ({ ctx, params, query }) => getConversation(ctx, params.id, query.cursor),
  }),
})
