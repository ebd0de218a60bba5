import { exportSuppressions } from '#lib/contacts/export-csv.ts'
import { csvResponse } from '#lib/http/csv-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    run: async ({ ctx }) => csvResponse('suppressions.csv', exportSuppressions(ctx)),
  }),
})
