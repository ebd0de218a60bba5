import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listExports } from '#lib/reports/get-export.ts'
import { exportPage, exportQuery, exportRequest, exportView } from '#lib/reports/schema-exports.ts'
import { startExport } from '#lib/reports/start-export.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List exports',
    query: exportQuery,
    answer: exportPage,
    run: ({ ctx, query }) => listExports(ctx, query),
  }),
  POST: route({
    access: 'read',
    summary: 'Have a file written',
    description: 'In the background, whatever its length. Ask for the export until it has a `file`.',
    body: exportRequest,
    answer: exportView,
    refuses: ['NOT_FOUND'],
    run: ({ ctx, body }) => startExport(ctx, body),
  }),
})
