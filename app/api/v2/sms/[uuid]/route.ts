import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { messageDetailView } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Get one message',
    description: '`drSummary`, how many people have which status, is null until the send is complete.',
    answer: messageDetailView,
    params: uuidParams,
    run: ({ ctx, params }) => getMessage(ctx, params.uuid),
  }),
})
