import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listQuery } from '#lib/messages/api-schema.ts'
import { listMessages } from '#lib/messages/list-messages.ts'
import { statesOfStatus } from '#lib/messages/rules.ts'
import { messagePage } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List messages',
    description: 'Newest first. Operators see their own, administrators and viewers everybody’s.',
    answer: messagePage,

    query: listQuery,
    run: ({ ctx, query: { status, state, ...query } }) =>
      listMessages(ctx, { states: state ?? (status && statesOfStatus(status)), ...query }),
  }),
})
