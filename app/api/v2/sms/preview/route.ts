import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { longAudience, previewBody, previewRefusals, toMessageInput } from '#lib/messages/api-schema.ts'
import { previewRequest } from '#lib/messages/preview-message.ts'
import { previewView } from '#lib/messages/schema-preview.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'read',
    summary: 'Preview cost',
    description:
      'What a message would cost and who would be left out, by the code that sends it. Nothing is held or sent.',
    answer: previewView,
    refuses: previewRefusals,
    body: previewBody,
    maxBodyBytes: 64 * 1024 * 1024,
    longLists: longAudience,
    run: ({ ctx, body, long }) => previewRequest(ctx, toMessageInput(body, long)),
  }),
})
