import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import {
  aboutPeople,
  longAudience,
  sendAnswer,
  sendBody,
  sendRefusals,
  toMessageInput,
  toSendAnswer,
  toSendInput,
} from '#lib/messages/api-schema.ts'
import { previewRequest } from '#lib/messages/preview-message.ts'
import { previewView } from '#lib/messages/schema-preview.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { markAudited } from '#lib/users/record-audit.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Send a message',
    description:
      'To one number or up to 2,000,000. It answers when every number has its row and price and the credits are held; with `dryRun` it answers as the preview does.',
    answer: z.union([sendAnswer, previewView]),
    refuses: sendRefusals,
    body: sendBody,
    once: 'confirmation',
    maxBodyBytes: 64 * 1024 * 1024,
    longLists: longAudience,
    run: async ({ ctx, body, long, confirmation }) => {
      if (body.dryRun) {
        markAudited(ctx)
        return previewRequest(ctx, toMessageInput(body, long))
      }
      const input = { ...toSendInput(body, long), confirmation }
      return toSendAnswer(
        await sendMessage(ctx, input, 'api').catch((error: unknown) => {
          throw aboutPeople(error, body)
        }),
      )
    },
  }),
})
