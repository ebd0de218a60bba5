import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { getConversation } from '#lib/inbox/get-conversation.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    params: z.object({ id: z.coerce.number().int().positive() }),
    query: z.object({ cursor: z.string().max(60).optional() }),
    run: ({ ctx, params, query }) => getConversation(ctx, params.id, query.cursor),
  }),
})
