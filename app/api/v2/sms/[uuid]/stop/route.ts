import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { stopMessage } from '#lib/messages/control-message.ts'
import { messageDetailView } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Stop a message',
    description: 'After the answer nothing more leaves. What had left stays counted, the rest comes back.',
    answer: messageDetailView,
    refuses: ['ALREADY_CANCELLED', 'CONFLICT'],
    params: uuidParams,
    run: ({ ctx, params }) => stopMessage(ctx, params.uuid),
  }),
})
