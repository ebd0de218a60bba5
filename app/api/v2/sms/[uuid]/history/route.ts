import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { getHistory } from '#lib/messages/get-history.ts'
import { historyView } from '#lib/messages/schema-follow.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'What happened to a message',
    answer: historyView,
    params: uuidParams,
    run: ({ ctx, params }) => getHistory(ctx, params.uuid),
  }),
})
