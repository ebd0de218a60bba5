import { exportRefusals } from '#lib/contacts/export-csv.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { csvResponse } from '#lib/http/csv-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'The rows that were not taken in, as a file',
    file: 'text/csv',
    params: idParams,
    run: async ({ ctx, params }) =>
      csvResponse(`import-${params.id}-rows.csv`, await exportRefusals(ctx, params.id)),
  }),
})
