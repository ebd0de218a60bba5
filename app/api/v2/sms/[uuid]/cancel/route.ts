import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { cancelAnswer, uuidParams } from '#lib/messages/api-schema.ts'
import { cancelMessage } from '#lib/messages/control-message.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Cancel a scheduled message',
    description:
      'Before anything of it has left. Its credits come back. Of several cancels at once exactly one answers 200.',
    answer: cancelAnswer,
    refuses: ['NOT_SCHEDULED', 'ALREADY_CANCELLED', 'ALREADY_PROCESSING'],
    params: uuidParams,
    run: ({ ctx, params }) => cancelMessage(ctx, params.uuid),
  }),
})
