import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { toSendAnswer, uuidParams } from '#lib/messages/api-schema.ts'
import { resendMessage } from '#lib/messages/resend-message.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    params: uuidParams,
    run: async ({ ctx, params }) => toSendAnswer(await resendMessage(ctx, params.uuid, { origin: 'api' })),
  }),
})
