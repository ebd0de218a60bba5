import { downloadResponse } from '#lib/http/download-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { readExport } from '#lib/reports/read-export.ts'
import { exportParams } from '#lib/reports/schema-exports.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'The file of an export',
    description: 'Until the export expires; from then on it is not found.',
    file: 'text/csv',
    params: exportParams,
    run: async ({ ctx, params }) => downloadResponse(await readExport(ctx, params.id)),
  }),
})
