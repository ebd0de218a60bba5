import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { previewBody, toMessageInput } from '#lib/messages/api-schema.ts'
import { previewMessage } from '#lib/messages/preview-message.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'read',
    body: previewBody,
    maxBodyBytes: 64 * 1024 * 1024,
    run: ({ ctx, body }) => previewMessage(ctx, toMessageInput(body)),
  }),
})
