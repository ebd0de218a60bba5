import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { sendBody, toMessageInput, toSendAnswer, toSendInput } from '#lib/messages/api-schema.ts'
import { previewMessage } from '#lib/messages/preview-message.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { markAudited } from '#lib/users/record-audit.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    body: sendBody,
    once: true,
    maxBodyBytes: 64 * 1024 * 1024,
    run: async ({ ctx, body, confirmation }) => {
      if (body.dryRun) {
        markAudited(ctx)
        return previewMessage(ctx, toMessageInput(body))
      }
      return toSendAnswer(await sendMessage(ctx, { ...toSendInput(body), confirmation }, 'api'))
    },
  }),
})
