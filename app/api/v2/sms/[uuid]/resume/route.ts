import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { sendRefusals, uuidParams } from '#lib/messages/api-schema.ts'
import { resumeMessage } from '#lib/messages/control-message.ts'
import { messageDetailView } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Let a paused message go on',
    answer: messageDetailView,
    refuses: ['ALREADY_CANCELLED', 'CONFLICT', 'SENDING_IS_OFF', ...sendRefusals],
    params: uuidParams,
    run: ({ ctx, params }) => resumeMessage(ctx, params.uuid),
  }),
})
