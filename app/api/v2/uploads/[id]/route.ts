import { lookAtTable } from '#lib/contacts/look-at-table.ts'
import { uploadParams } from '#lib/contacts/schema.ts'
import { lookQuery, tableView } from '#lib/contacts/schema-table.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'Look at a file',
    description: 'What it is, what its columns seem to be, and its first rows.',
    answer: tableView,
    refuses: ['INVALID_FILE'],
    params: uploadParams,
    query: lookQuery,
    run: ({ ctx, params, query }) => lookAtTable(ctx, params.id, query.sheet),
  }),
})
