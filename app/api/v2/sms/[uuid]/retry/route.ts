import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { sendAnswer, sendRefusals, toSendAnswer, uuidParams } from '#lib/messages/api-schema.ts'
import { resendMessage } from '#lib/messages/resend-message.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Send to the failed again',
    description:
      'Makes a new message for those whom the former one did not reach for certain. Each of them is sent to again once.',
    once: 'confirmation',
    answer: sendAnswer,
    refuses: sendRefusals,
    params: uuidParams,
    run: async ({ ctx, params, confirmation }) =>
      toSendAnswer(await resendMessage(ctx, params.uuid, { origin: 'api', confirmation })),
  }),
})
