import { listStatement } from '#lib/credits/list-statement.ts'
import { statementPage, statementQuery } from '#lib/credits/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Statement of credits',
    description: 'Newest first; what one message spent or gave back chunk by chunk is one line.',
    query: statementQuery,
    answer: statementPage,
    run: ({ ctx, query }) => listStatement(ctx, query),
  }),
})
