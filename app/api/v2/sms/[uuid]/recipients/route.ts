import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { recipientsQuery, uuidParams } from '#lib/messages/api-schema.ts'
import { listRecipients } from '#lib/messages/list-recipients.ts'
import { recipientPage } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Recipients with their status',
    description:
      'With `after`, which is 0 for the first page and then the former answer’s `nextCursor`, every page costs the same however many people there are; without it the answer has a `total`.',
    answer: recipientPage,

    params: uuidParams,
    query: recipientsQuery,
    run: ({ ctx, params, query }) => listRecipients(ctx, params.uuid, query),
  }),
})
