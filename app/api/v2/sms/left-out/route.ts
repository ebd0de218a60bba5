import { csvResponse } from '#lib/http/csv-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { exportLeftOut } from '#lib/messages/list-reached.ts'
import { leftOutInput } from '#lib/messages/schema-compose.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'read',
    summary: 'The rows of an audience that would not be sent to, as a file',
    file: 'text/csv',
    refuses: [
      'NOT_FOUND',
      'UNKNOWN_GROUP',
      'UNKNOWN_SENDER',
      'UNKNOWN_ACCOUNT',
      'AMBIGUOUS_SENDER',
      'SENDER_NOT_APPROVED',
      'EMPTY_CONTENT',
      'CONTENT_TOO_LONG',
      'CONTENT_NOT_SUPPORTED',
    ],
    body: leftOutInput,
    maxBodyBytes: 4 * 1024 * 1024,
    run: async ({ ctx, body }) => csvResponse('left-out.csv', await exportLeftOut(ctx, body)),
  }),
})
