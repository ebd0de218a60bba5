import { listRefusals } from '#lib/contacts/get-import.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { refusalPage, refusalQuery } from '#lib/contacts/schema-imports.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List the rows that were not taken in',
    answer: refusalPage,

    params: idParams,
    query: refusalQuery,
    run: ({ ctx, params, query }) => listRefusals(ctx, params.id, query),
  }),
})
