import { listValues } from '#lib/contacts/list-values.ts'
import { valuesQuery, valuesView } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'What a text can say of the people in some groups',
    answer: valuesView,
    refuses: ['UNKNOWN_GROUP'],
    query: valuesQuery,
    run: async ({ ctx, query }) => ({ names: await listValues(ctx, query.group) }),
  }),
})
