import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { recipientParams } from '#lib/messages/api-schema.ts'
import { getRecipient } from '#lib/messages/get-recipient.ts'
import { recipientStory } from '#lib/messages/schema-follow.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Everything about one recipient',
    answer: recipientStory,
    params: recipientParams,
    run: ({ ctx, params }) => getRecipient(ctx, params.uuid, params.seq),
  }),
})
