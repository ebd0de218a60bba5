import { exportRefusals } from '#lib/contacts/export-csv.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { csvResponse } from '#lib/http/csv-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    params: idParams,
    run: async ({ ctx, params }) =>
      csvResponse(`import-${params.id}-rows.csv`, await exportRefusals(ctx, params.id)),
  }),
})
