import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { cancelExport } from '#lib/reports/cancel-export.ts'
import { getExport } from '#lib/reports/get-export.ts'
import { exportParams, exportView } from '#lib/reports/schema-exports.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'How far an export is',
    params: exportParams,
    answer: exportView,
    run: ({ ctx, params }) => getExport(ctx, params.id),
  }),
  DELETE: route({
    access: 'read',
    summary: 'Call an export off, or throw its file away',
    params: exportParams,
    run: ({ ctx, params }) => cancelExport(ctx, params.id),
  }),
})
