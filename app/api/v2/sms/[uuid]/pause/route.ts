import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { pauseMessage } from '#lib/messages/control-message.ts'
import { messageDetailView } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Pause a message that is being sent',
    answer: messageDetailView,
    refuses: ['ALREADY_CANCELLED', 'CONFLICT'],
    params: uuidParams,
    run: ({ ctx, params }) => pauseMessage(ctx, params.uuid),
  }),
})
