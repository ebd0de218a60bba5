import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { recipientsQuery, uuidParams } from '#lib/messages/api-schema.ts'
import { listRecipients } from '#lib/messages/list-recipients.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    params: uuidParams,
    query: recipientsQuery,
    run: ({ ctx, params, query }) => listRecipients(ctx, params.uuid, query),
  }),
})
