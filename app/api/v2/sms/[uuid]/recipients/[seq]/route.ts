import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { recipientParams } from '#lib/messages/api-schema.ts'
import { getRecipient } from '#lib/messages/get-recipient.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    params: recipientParams,
    run: ({ ctx, params }) => getRecipient(ctx, params.uuid, params.seq),
  }),
})
